package io.orderpipeline.localstack.cli;

import io.orderpipeline.localstack.DataDir;
import io.orderpipeline.localstack.StackException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Serializes the {@code up} and {@code down} commands of a data directory. */
record CommandLock(FileChannel channel) implements AutoCloseable {

    static CommandLock take(Path data) {
        DataDir.requireWritable(data);
        try {
            FileChannel channel =
                    FileChannel.open(data.resolve("command.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel.lock();
            return new CommandLock(channel);
        } catch (IOException e) {
            throw new StackException("cannot lock " + data + ": " + e, e);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
