package io.orderpipeline.testing.oracle;

import io.orderpipeline.common.cli.UserError;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** What the broker knows: how many records the topic holds, and how many of them the group has not committed. */
public final class TopicProgress implements AutoCloseable {

    private static final int ANSWER_LIMIT_SECONDS = 10;

    private final Admin admin;
    private final Map<TopicPartition, OffsetSpec> latest;
    private final String topic;
    private final String group;

    public TopicProgress(String bootstrapServers, String topic, int partitions, String group) {
        this.admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.ENABLE_METRICS_PUSH_CONFIG,
                false));
        this.latest = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        this.topic = topic;
        this.group = group;
    }

    /** Of a fresh topic, whose first offset is 0 and which nobody writes to in transactions. */
    public long records() {
        return ends().values().stream().mapToLong(ListOffsetsResultInfo::offset).sum();
    }

    public long lag() {
        Map<TopicPartition, OffsetAndMetadata> committed = offsets();
        return ends().entrySet().stream()
                .mapToLong(end -> end.getValue().offset() - offset(committed.get(end.getKey())))
                .sum();
    }

    /** How many records the group has committed, of a fresh topic. */
    public long committed() {
        return offsets().values().stream().mapToLong(TopicProgress::offset).sum();
    }

    @Override
    public void close() {
        admin.close(Duration.ofMillis(200));
    }

    private Map<TopicPartition, OffsetAndMetadata> offsets() {
        return get(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    }

    /** Empty while there is no topic: a producer that failed at its start has not created it. */
    private Map<TopicPartition, ListOffsetsResultInfo> ends() {
        return get(admin.listTopics().names()).contains(topic)
                ? get(admin.listOffsets(latest).all())
                : Map.of();
    }

    private static long offset(OffsetAndMetadata committed) {
        return committed == null ? 0 : committed.offset();
    }

    private static <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get(ANSWER_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw UserError.failed("Kafka does not say what the topic holds: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.failed("interrupted while asking Kafka", e);
        }
    }
}
