package io.orderpipeline.testing.oracle;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * Runs within a producer: gives each record an identity, and writes the identities of acknowledged records to a file at
 * once, so that a killed producer leaves them. Counts alone would let a record that was sent and never acknowledged
 * stand for one that was lost. Safe for use by several threads.
 */
public final class AcknowledgementLog implements ProducerInterceptor<byte[], byte[]> {

    static final String FILE_SETTING = "acknowledgements.file";

    /** A header of records: the number of the run, a long, and that of the record in it, an int. */
    static final String IDENTITY = "test-identity";

    private final long run = ThreadLocalRandom.current().nextLong();
    private final AtomicInteger sent = new AtomicInteger();
    private FileChannel file;

    @Override
    public void configure(Map<String, ?> settings) {
        try {
            file = FileChannel.open(
                    Path.of((String) settings.get(FILE_SETTING)), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            write(ByteBuffer.allocate(Long.BYTES).putLong(run).flip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The producer may share the headers of its records. */
    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
        byte[] identity = ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                .putLong(run)
                .putInt(sent.getAndIncrement())
                .array();
        Headers headers = new RecordHeaders(record.headers()).add(IDENTITY, identity);
        return new ProducerRecord<>(
                record.topic(), record.partition(), record.timestamp(), record.key(), record.value(), headers);
    }

    @Override
    public void onAcknowledgement(RecordMetadata metadata, Exception exception, Headers headers) {
        if (exception == null) {
            int number = ByteBuffer.wrap(headers.lastHeader(IDENTITY).value()).getInt(Long.BYTES);
            write(ByteBuffer.allocate(Integer.BYTES).putInt(number).flip());
        }
    }

    private synchronized void write(ByteBuffer bytes) {
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
