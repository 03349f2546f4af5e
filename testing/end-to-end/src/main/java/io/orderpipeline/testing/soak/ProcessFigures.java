package io.orderpipeline.testing.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Figures of a process from Linux' {@code /proc}; {@link Double#NaN} on other systems and after its end.
 *
 * @param files open files, sockets included
 * @param resident resident memory in MB
 */
record ProcessFigures(double threads, double files, double resident) {

    static ProcessFigures of(long pid) {
        Path process = Path.of("/proc", Long.toString(pid));
        return new ProcessFigures(status(process, "Threads:"), openFiles(process), status(process, "VmRSS:") / 1024);
    }

    private static double status(Path process, String name) {
        try (Stream<String> lines = Files.lines(process.resolve("status"))) {
            return lines.filter(line -> line.startsWith(name))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(Double.NaN);
        } catch (IOException | UncheckedIOException unknown) {
            return Double.NaN;
        }
    }

    private static double openFiles(Path process) {
        try (Stream<Path> files = Files.list(process.resolve("fd"))) {
            return files.count();
        } catch (IOException | UncheckedIOException unknown) {
            return Double.NaN;
        }
    }
}
