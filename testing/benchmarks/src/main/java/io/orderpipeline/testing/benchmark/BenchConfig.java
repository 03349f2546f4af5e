package io.orderpipeline.testing.benchmark;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.testing.process.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** The options of {@code scripts/bench} that the benchmarks depend on. */
final class BenchConfig {

    private static final Pattern HEAP = Pattern.compile("\\d+[mgMG]");

    final Repository repository = Repository.find();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "5",
            description = "rounds; each contender runs once in each (default: ${DEFAULT-VALUE})")
    int rounds;

    @Option(
            names = "--orders",
            paramLabel = "N",
            defaultValue = "1000000",
            description = "orders in each round; growth takes ten times as many (default: ${DEFAULT-VALUE})")
    long orders;

    @Option(
            names = "--heap",
            paramLabel = "SIZE",
            defaultValue = "512m",
            description = "heap of each contender (default: ${DEFAULT-VALUE})")
    String heap;

    @Option(
            names = "--duration",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "duration of each latency round, after its warm-up (default: ${DEFAULT-VALUE})")
    Duration duration;

    @Option(
            names = "--warm-up",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "time before each latency round, in which the JVMs compile (default: ${DEFAULT-VALUE})")
    Duration warmUp;

    @Option(
            names = "--only",
            paramLabel = "NAME",
            split = ",",
            description = "run only these contenders, named as in the table")
    Set<String> only = Set.of();

    @Option(names = "--profile", paramLabel = "DIR", description = "directory for a flight recording of each process")
    Path profiles;

    void check() {
        UserError.requireUsage(rounds >= 1, "--rounds must be 1 or more, was " + rounds);
        UserError.requireUsage(orders >= 1_000, "--orders must be 1000 or more, was " + orders);
        UserError.requireUsage(HEAP.matcher(heap).matches(), "--heap '" + heap + "' is not a size such as 512m or 1g");
        UserError.requireUsage(duration.toSeconds() >= 1, "--duration must be 1s or more");
        UserError.requireUsage(
                profiles == null || Files.isDirectory(profiles),
                "--profile " + profiles + " is not a directory; create it first");
    }

    boolean isSelected(String contender) {
        return only.isEmpty() || only.contains(contender);
    }
}
