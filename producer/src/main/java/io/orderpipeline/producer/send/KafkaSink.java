package io.orderpipeline.producer.send;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.cli.NativeLibraryFailure;
import io.orderpipeline.common.order.OrderHeaders;
import io.orderpipeline.producer.generator.Category;
import io.orderpipeline.producer.generator.OutgoingRecord;
import io.orderpipeline.producer.generator.RecordKind;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Sends records to the topic, keyed by category, and counts the results. */
final class KafkaSink implements RecordSink {

    private final Map<Category, byte[]> keys = new EnumMap<>(Category.class);
    private final Headers headers = new RecordHeaders();
    private final Headers headersOfUnknownVersion = new RecordHeaders();
    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final SendStatistics statistics;
    private final LongSupplier nanoTime;
    private boolean open = true;
    private volatile boolean abandoned;

    KafkaSink(Producer<byte[], byte[]> producer, SendPlan plan, SendStatistics statistics, LongSupplier nanoTime) {
        this.producer = producer;
        this.topic = plan.topic();
        this.statistics = statistics;
        this.nanoTime = nanoTime;
        Stream.of(Category.values())
                .forEach(category -> keys.put(category, category.key().getBytes(UTF_8)));
        OrderHeaders.addTo(headers, plan.format().contentType());
        OrderHeaders.addTo(headersOfUnknownVersion, plan.format().contentType());
        headersOfUnknownVersion.remove(OrderHeaders.SCHEMA_VERSION);
        headersOfUnknownVersion.add(OrderHeaders.SCHEMA_VERSION, "99".getBytes(UTF_8));
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the callback receives every failure
    public void send(OutgoingRecord record, long intendedTime) {
        if (!open) {
            return;
        }
        // Not the record, so that its value does not stay in memory until the broker responds.
        RecordKind kind = record.kind();
        Category category = record.category();
        try {
            producer.send(toKafka(record), (metadata, error) -> ended(kind, category, intendedTime, metadata, error));
            statistics.made(kind);
        } catch (InterruptException e) {
            // Stopped while the client's buffer was full: the client has not accepted the record, so it does not count.
            open = false;
        } catch (KafkaException e) {
            NativeLibraryFailure.throwIfPresent(e);
            // Fatal for the client: an earlier record failed in a way that would break the record order.
            statistics.made(kind);
            statistics.failed(e, topic);
            open = false;
        }
    }

    @Override
    public boolean isOpen() {
        return open && !statistics.isClientRejected();
    }

    /**
     * Counts records that fail from now on as unacknowledged, not as failed: closing the client fails them, and the
     * broker may have stored them.
     */
    void abandon() {
        abandoned = true;
    }

    private ProducerRecord<byte[], byte[]> toKafka(OutgoingRecord record) {
        return new ProducerRecord<>(
                topic,
                null,
                keys.get(record.category()),
                record.value(),
                record.hasKnownVersion() ? headers : headersOfUnknownVersion);
    }

    /** Runs on the client's I/O thread for every record: must be cheap and never block. */
    private void ended(
            RecordKind kind, Category category, long intendedTime, RecordMetadata metadata, Exception error) {
        if (error == null) {
            statistics.acknowledged(
                    kind, category, metadata.partition(), metadata.offset(), nanoTime.getAsLong() - intendedTime);
        } else if (!abandoned) {
            boolean partitionIsKnown = metadata != null && metadata.partition() >= 0;
            statistics.failed(error, partitionIsKnown ? metadata.topic() + "-" + metadata.partition() : topic);
        }
    }
}
