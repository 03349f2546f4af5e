package io.orderpipeline.testing.matrix;

import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.StackConfig.ServerVariant;
import io.orderpipeline.localstack.StackException;
import io.orderpipeline.testing.drill.Drill;
import io.orderpipeline.testing.drill.DrillContext.Load;
import io.orderpipeline.testing.drill.DrillEnvironment;
import io.orderpipeline.testing.drill.DrillResult;
import io.orderpipeline.testing.matrix.CellResult.Verdict;
import io.orderpipeline.testing.process.ProcessException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Runs the drills of a cell on servers of its own, which it removes at the end.
 *
 * @param progress receives a line for each event
 */
record CellRun(ServerJars jars, Load load, Consumer<String> progress) {

    private static final String KAFKA = "kafka";
    private static final String CASSANDRA = "cassandra";

    CellResult run(Cell cell) throws IOException {
        if (cell.obstacle().isPresent()) {
            return notRun(cell, cell.obstacle().get());
        }
        Map<String, List<Path>> found;
        try {
            found = jars(cell);
        } catch (ProcessException cannotFetch) {
            return notRun(cell, cannotFetch.getMessage());
        }
        long start = System.nanoTime();
        List<String> findings = run(cell, found);
        long seconds = Duration.ofNanos(System.nanoTime() - start).toSeconds();
        return CellResult.of(cell, findings.isEmpty() ? Verdict.PASS : Verdict.FAIL, seconds, findings);
    }

    private static CellResult notRun(Cell cell, String why) {
        return CellResult.of(cell, Verdict.NOT_RUN, 0, List.of(why));
    }

    private Map<String, List<Path>> jars(Cell cell) {
        Map<String, List<Path>> found = new HashMap<>();
        cell.kafka().ifPresent(version -> found.put(KAFKA, jars.kafka(version)));
        cell.cassandra().ifPresent(version -> found.put(CASSANDRA, jars.cassandra(version)));
        return found;
    }

    private List<String> run(Cell cell, Map<String, List<Path>> found) throws IOException {
        if (cell.kafka().filter(KafkaVersion::needsZooKeeper).isEmpty()) {
            return run(cell, found, cell.variant().brokerSettings());
        }
        try (ZooKeeper zooKeeper = ZooKeeper.start(found.get(KAFKA))) {
            return run(cell, found, zooKeeper.brokerSettings());
        }
    }

    /** Returns what failed. */
    private List<String> run(Cell cell, Map<String, List<Path>> found, Map<String, String> brokerSettings)
            throws IOException {
        ServerVariant variant =
                new ServerVariant(found, brokerSettings, cell.variant().datacenters());
        List<String> findings = new ArrayList<>();
        try (DrillEnvironment environment = new DrillEnvironment(variant, progress)) {
            for (Drill drill : cell.drills()) {
                findings.addAll(run(drill, cell, environment));
            }
        }
        return findings;
    }

    private List<String> run(Drill drill, Cell cell, DrillEnvironment environment) {
        progress.accept(drill.name() + ": " + drill.fault());
        try {
            LocalStack stack = environment.stack(drill.tuning(load), cell.size(), false);
            DrillResult result = drill.run(stack, load, cell.setup(), progress);
            result.findings().forEach(finding -> progress.accept("FAIL: " + finding));
            return result.findings().stream()
                    .map(finding -> drill.name() + ": " + finding)
                    .toList();
        } catch (StackException e) {
            progress.accept("FAIL: " + e.getMessage());
            environment.discard();
            return List.of(drill.name() + ": " + e.getMessage());
        }
    }
}
