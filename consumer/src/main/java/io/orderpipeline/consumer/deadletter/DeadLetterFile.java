package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.common.cli.FileProblem;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.kafka.RecordBatches;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the file of {@code replay --from}: lines of {@code list --json}, perhaps repaired. One thread. */
final class DeadLetterFile implements RecordBatches {

    /** As many as in one poll of the topic. */
    private static final int BATCH = 500;

    /** More would take too much memory in a small heap. */
    private static final long BATCH_CHARACTERS = 4 << 20;

    private final Path path;
    private final BufferedReader reader;
    private final BooleanSupplier stop;
    private final DeadLetterJson json = new DeadLetterJson();
    private int line;
    private boolean stopped;

    private DeadLetterFile(Path path, BufferedReader reader, BooleanSupplier stop) {
        this.path = path;
        this.reader = reader;
        this.stop = stop;
    }

    /** @param stop checked between batches */
    static DeadLetterFile open(Path path, BooleanSupplier stop) {
        UserError.requireUsage(!Files.isDirectory(path), "--from: " + path + " is a directory; name a file");
        try {
            return new DeadLetterFile(path, Files.newBufferedReader(path), stop);
        } catch (IOException e) {
            throw UserError.badUsage(
                    "--from: cannot read " + path + ": " + FileProblem.of(e) + "; name a readable file");
        }
    }

    @Override
    public List<ConsumerRecord<byte[], byte[]>> next() {
        stopped = stop.getAsBoolean();
        List<ConsumerRecord<byte[], byte[]>> deadLetters = new ArrayList<>();
        try {
            String text = "";
            long characters = 0;
            while (!stopped
                    && deadLetters.size() < BATCH
                    && characters < BATCH_CHARACTERS
                    && (text = reader.readLine()) != null) {
                line++;
                characters += text.length();
                if (!text.isBlank()) {
                    deadLetters.add(json.read(text).record());
                }
            }
        } catch (IOException e) {
            throw UserError.failed("--from: line " + line + " of " + path + " " + reason(e)
                    + "; it must be as `dead-letters list --json` writes it. Dead letters of this and later lines,"
                    + " and some before, were not sent: repair it and run the same again");
        }
        return deadLetters;
    }

    /** Jackson's messages have several lines and quote the data. */
    private static String reason(IOException e) {
        return e instanceof com.fasterxml.jackson.core.JacksonException jackson
                ? "is not JSON from column " + jackson.getLocation().getColumnNr() + " on"
                : e instanceof CharacterCodingException ? "is not UTF-8 text" : e.getMessage();
    }

    @Override
    public boolean isStopped() {
        return stopped;
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
