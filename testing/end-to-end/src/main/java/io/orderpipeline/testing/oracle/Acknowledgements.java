package io.orderpipeline.testing.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** What producers were told is in the topic, by identity; see {@link AcknowledgementLog}. One thread. */
public final class Acknowledgements {

    private final List<Path> files = new ArrayList<>();

    /** The client settings of one more producer, for {@code --kafka-config}. */
    Path settings() {
        try {
            Path file = temporary(".acknowledged");
            files.add(file);
            return Files.writeString(
                    temporary(".properties"),
                    "interceptor.classes=" + AcknowledgementLog.class.getName() + "\n" + AcknowledgementLog.FILE_SETTING
                            + "=" + file + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporary(String suffix) throws IOException {
        Path file = Files.createTempFile("order-pipeline", suffix);
        file.toFile().deleteOnExit();
        return file;
    }

    /** A line when acknowledged records are not in the topic, whatever else is there. */
    public Optional<String> missingFrom(TopicContents topic) {
        return missingFrom(topic::forEach);
    }

    /** @param records passes on every record of the topic */
    Optional<String> missingFrom(Consumer<Consumer<ConsumerRecord<byte[], byte[]>>> records) {
        Map<Long, BitSet> present = new HashMap<>();
        records.accept(record -> {
            Header identity = record.headers().lastHeader(AcknowledgementLog.IDENTITY);
            if (identity != null) {
                ByteBuffer bytes = ByteBuffer.wrap(identity.value());
                present.computeIfAbsent(bytes.getLong(), run -> new BitSet()).set(bytes.getInt());
            }
        });
        int missing = 0;
        int acknowledged = 0;
        for (Map.Entry<Long, BitSet> run : read().entrySet()) {
            acknowledged += run.getValue().cardinality();
            run.getValue().andNot(present.getOrDefault(run.getKey(), new BitSet()));
            missing += run.getValue().cardinality();
        }
        return missing == 0
                ? Optional.empty()
                : Optional.of("%,d of %,d acknowledged records are not in the topic".formatted(missing, acknowledged));
    }

    private Map<Long, BitSet> read() {
        Map<Long, BitSet> acknowledged = new HashMap<>();
        for (Path file : files) {
            ByteBuffer bytes = contents(file);
            if (bytes.remaining() >= Long.BYTES) {
                BitSet run = acknowledged.computeIfAbsent(bytes.getLong(), number -> new BitSet());
                // A killed producer may leave half a number.
                while (bytes.remaining() >= Integer.BYTES) {
                    run.set(bytes.getInt());
                }
            }
        }
        return acknowledged;
    }

    private static ByteBuffer contents(Path file) {
        try {
            return ByteBuffer.wrap(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
