package io.orderpipeline.testing.benchmark.measure;

import io.orderpipeline.common.cli.BuildVersion;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/**
 * Where and of what the figures were taken.
 *
 * @param command as it was typed
 * @param commit of the checkout, with a mark when files had changed since
 * @param versions of our build and the clients
 * @param loadAverage of the machine before anything was started: work of others, which spoils figures
 */
public record Environment(
        String command,
        String commit,
        List<String> versions,
        Instant started,
        int cores,
        String heap,
        double loadAverage,
        String operatingSystem) {

    private static final String COMMIT_PROPERTY = "bench.commit";

    public static Environment current(String command, String heap) {
        return new Environment(
                command,
                System.getProperty(COMMIT_PROPERTY, "unknown"),
                List.of(new BuildVersion().getVersion()),
                Instant.now().truncatedTo(ChronoUnit.SECONDS),
                Runtime.getRuntime().availableProcessors(),
                heap,
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                System.getProperty("os.name") + " " + System.getProperty("os.version") + " "
                        + System.getProperty("os.arch"));
    }

    public String line() {
        return "%s; %d cores, load %.1f at start, heap %s; commit %s"
                .formatted(command, cores, loadAverage, heap, commit);
    }
}
