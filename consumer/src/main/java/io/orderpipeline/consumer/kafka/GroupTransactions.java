package io.orderpipeline.consumer.kafka;

import io.orderpipeline.common.kafka.ClientFactory;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * Finds out whether the brokers have the transactions that commit dead letters and offsets together. They came with
 * Kafka 2.5, as did requests for committed offsets that wait for such transactions. A broker does not tell its version,
 * but a client can be told to fail without these requests.
 */
public final class GroupTransactions {

    /** A sentence without its full stop. */
    public static final String UNSUPPORTED = "the brokers are older than Kafka 2.5, or restricted, and cannot commit"
            + " dead letters and offsets in one transaction; upgrade them";

    /** Of the Kafka client, which has no constant for it that is public. Kafka Streams relies on it, too. */
    static final String FAIL_WITHOUT_STABLE_OFFSETS = "internal.throw.on.fetch.stable.offset.unsupported";

    private static final Duration CLOSE_LIMIT = Duration.ofMillis(200);
    private static final int NO_THREAD = 0;

    private GroupTransactions() {}

    /**
     * Reads a committed offset. Joins no group.
     *
     * @param kafka settings for every Kafka client, bootstrap servers included
     * @param limit for the response
     * @return false only when the brokers say so: other failures say nothing about their version
     */
    public static boolean areSupported(Map<String, Object> kafka, String group, String topic, Duration limit) {
        Map<String, Object> settings = ConsumerClientSettings.of(kafka, group, NO_THREAD, 1, 1);
        Consumer<byte[], byte[]> consumer = ClientFactory.createNow(settings, () -> BoundedConsumer.of(settings, 1, 1));
        try {
            var unused = consumer.committed(Set.of(new TopicPartition(topic, 0)), limit);
            return true;
        } catch (UnsupportedVersionException e) {
            return false;
        } catch (KafkaException e) {
            return true;
        } finally {
            consumer.close(CloseOptions.timeout(CLOSE_LIMIT));
        }
    }
}
