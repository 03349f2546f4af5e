package io.orderpipeline.testing.matrix;

import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.StackConfig.ServerVariant;
import io.orderpipeline.testing.drill.Drill;
import io.orderpipeline.testing.drill.DrillContext.Load;
import io.orderpipeline.testing.drill.DrillEnvironment;
import io.orderpipeline.testing.drill.DrillResult;
import io.orderpipeline.testing.matrix.CellResult.Verdict;
import io.orderpipeline.testing.process.Java;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs the drills of a cell on servers of its own, which it removes at the end. Every failure of servers and drills
 * becomes the result of the cell, so that the next cell can run.
 *
 * @param runner runs one drill
 * @param progress receives a line for each event
 */
record CellRun(ServerJars jars, DrillRunner runner, Consumer<String> progress) {

    @FunctionalInterface
    interface DrillRunner {
        DrillResult run(Drill drill, Cell cell, DrillEnvironment environment);
    }

    static CellRun of(ServerJars jars, Load load, Consumer<String> progress) {
        return new CellRun(
                jars,
                (drill, cell, environment) -> {
                    LocalStack stack = environment.stack(drill.tuning(load), cell.size(), false);
                    return drill.run(stack, load, cell.setup(), progress);
                },
                progress);
    }

    CellResult run(Cell cell) {
        Instant started = Instant.now();
        Optional<String> obstacle = cell.whyNotRunnable();
        if (obstacle.isPresent()) {
            return notRun(cell, started, obstacle.get());
        }
        Map<String, List<Path>> found;
        try {
            found = jars(cell);
        } catch (RuntimeException cannotFetch) {
            return notRun(cell, started, text(cannotFetch));
        }
        long start = System.nanoTime();
        List<String> findings = new ArrayList<>();
        try {
            run(cell, found, findings);
        } catch (IOException | RuntimeException e) {
            fail(text(e), findings);
        }
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        return CellResult.of(cell, started, findings.isEmpty() ? Verdict.PASS : Verdict.FAIL, seconds, findings);
    }

    private static CellResult notRun(Cell cell, Instant started, String why) {
        return CellResult.of(cell, started, Verdict.NOT_RUN, 0, List.of(why));
    }

    private Map<String, List<Path>> jars(Cell cell) {
        Map<String, List<Path>> found = new HashMap<>();
        cell.kafka().ifPresent(version -> found.put(Cell.KAFKA, jars.kafka(version)));
        cell.cassandra().ifPresent(version -> found.put(Cell.CASSANDRA, jars.cassandra(version)));
        return found;
    }

    private void run(Cell cell, Map<String, List<Path>> found, List<String> findings) throws IOException {
        if (cell.kafka().filter(KafkaVersion::needsZooKeeper).isEmpty()) {
            run(cell, variant(cell, found, Map.of()), findings);
        } else {
            Java java = Optional.ofNullable(cell.variant().javaHomes().get(Cell.KAFKA))
                    .map(Java::new)
                    .orElseGet(Java::running);
            try (ZooKeeper zooKeeper = ZooKeeper.start(found.get(Cell.KAFKA), java, jars.repository())) {
                run(cell, variant(cell, found, zooKeeper.brokerSettings()), findings);
            }
        }
    }

    /** @param added to the settings of the cell */
    static ServerVariant variant(Cell cell, Map<String, List<Path>> found, Map<String, String> added) {
        Map<String, String> settings = new HashMap<>(cell.variant().brokerSettings());
        settings.putAll(added);
        return new ServerVariant(
                found, cell.variant().javaHomes(), settings, cell.variant().datacenters());
    }

    private void run(Cell cell, ServerVariant variant, List<String> findings) throws IOException {
        try (DrillEnvironment environment = new DrillEnvironment(variant, progress)) {
            for (Drill drill : cell.drills()) {
                progress.accept(drill.name() + ": " + drill.fault());
                List<String> found = run(drill, cell, environment);
                found.forEach(finding -> fail(drill.name() + ": " + finding, findings));
                if (!found.isEmpty()) {
                    environment.discard();
                }
            }
        }
    }

    private List<String> run(Drill drill, Cell cell, DrillEnvironment environment) {
        try {
            return runner.run(drill, cell, environment).findings();
        } catch (RuntimeException | AssertionError e) {
            return List.of(text(e));
        }
    }

    private void fail(String finding, List<String> findings) {
        progress.accept("FAIL: " + finding);
        findings.add(finding);
    }

    /** The kind of an exception that has no message is all that is known. */
    private static String text(Throwable failure) {
        return failure.getMessage() == null ? failure.toString() : failure.getMessage();
    }
}
