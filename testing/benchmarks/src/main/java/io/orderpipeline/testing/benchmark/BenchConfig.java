package io.orderpipeline.testing.benchmark;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.testing.process.Repository;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The validated options of {@code scripts/bench}.
 *
 * @param orders in the backlog of each round
 * @param heap of each contender, as {@code -Xmx} takes it
 * @param duration of each latency round, after its warm-up
 * @param only names of contenders to run; empty for all
 * @param profiles directory for a flight recording of each process; empty for none
 */
record BenchConfig(
        Repository repository,
        int rounds,
        long orders,
        String heap,
        Duration duration,
        Set<String> only,
        Optional<Path> profiles) {

    private static final Pattern HEAP = Pattern.compile("\\d+[mgMG]");

    BenchConfig {
        only = Set.copyOf(only);
        require(rounds >= 1, "--rounds must be 1 or more, was " + rounds);
        require(orders >= 1_000, "--orders must be 1000 or more, was " + orders);
        require(HEAP.matcher(heap).matches(), "--heap '" + heap + "' is not a size such as 512m or 1g");
        require(duration.toSeconds() >= 1, "--duration must be 1s or more");
        profiles.ifPresent(folder ->
                require(Files.isDirectory(folder), "--profile " + folder + " is not a directory; create it first"));
    }

    boolean isSelected(String contender) {
        return only.isEmpty() || only.contains(contender);
    }

    private static void require(boolean holds, String problem) {
        if (!holds) {
            throw UserError.badUsage(problem);
        }
    }
}
