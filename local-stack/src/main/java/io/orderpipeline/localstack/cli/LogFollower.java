package io.orderpipeline.localstack.cli;

import io.orderpipeline.localstack.StackException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Prints what is added to a log file from now on. For one thread. */
final class LogFollower {

    private final Path log;
    private long position;

    LogFollower(Path log) {
        this.log = log;
        this.position = log.toFile().length();
    }

    void printNew(PrintWriter out) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            byte[] added = new byte[(int) Math.max(0, file.length() - position)];
            file.seek(position);
            file.readFully(added);
            position += added.length;
            out.print(new String(added, StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new StackException("cannot read " + log + ": " + e.getMessage(), e);
        }
    }
}
