package io.orderpipeline.testing.benchmark;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * The records of a backlog as lines of text. A line has the bytes of its record's key and headers too, because the tool
 * that sends it can send values only.
 */
final class Payloads {

    private static final Duration POLL = Duration.ofMillis(100);

    private Payloads() {}

    static void write(Servers servers, Backlog backlog, Path file) {
        try {
            Files.write(file, read(servers, backlog));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> read(Servers servers, Backlog backlog) {
        List<String> lines = new ArrayList<>();
        try (Consumer<byte[], byte[]> consumer = BacklogReader.open(servers, backlog)) {
            while (lines.size() < backlog.orders()) {
                consumer.poll(POLL).forEach(record -> lines.add(line(record)));
            }
        }
        return lines;
    }

    private static String line(ConsumerRecord<byte[], byte[]> record) {
        StringBuilder line = new StringBuilder(new String(record.key(), UTF_8));
        for (Header header : record.headers()) {
            line.append(header.key()).append(new String(header.value(), UTF_8));
        }
        return line.append(new String(record.value(), UTF_8)).toString();
    }
}
