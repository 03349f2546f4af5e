package io.orderpipeline.consumer.kafka;

import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/**
 * A consumer whose polls return a bounded number of bytes. The client itself bounds a poll by records, and a fetch by
 * compressed bytes, of which a few thousand may hold hundreds of megabytes. It decompresses record by record, so what
 * is in memory is what a poll returns, and one record more.
 */
public final class BoundedConsumer extends KafkaConsumer<byte[], byte[]> {

    private final PollAllowance allowance;

    private BoundedConsumer(Map<String, Object> settings, PollAllowance allowance, int partBytes) {
        super(
                settings,
                new BoundedDeserializer(CutPart.KEY, allowance, partBytes),
                new BoundedDeserializer(CutPart.VALUE, allowance, partBytes));
        this.allowance = allowance;
    }

    /**
     * @param pollBytes of one poll, exceeded by its last record at most
     * @param partBytes of a key or value; a larger one is cut, see {@link CutPart}
     */
    public static BoundedConsumer of(Map<String, Object> settings, int pollBytes, int partBytes) {
        return new BoundedConsumer(settings, new PollAllowance(pollBytes), partBytes);
    }

    @Override
    public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
        allowance.begin();
        return super.poll(timeout);
    }
}
