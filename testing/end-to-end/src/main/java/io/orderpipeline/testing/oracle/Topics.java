package io.orderpipeline.testing.oracle;

import io.orderpipeline.common.cli.ErrorText;
import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;

/**
 * Topics and the offsets of producers and consumers in them, as the broker reports them. Every topic begins at offset
 * 0. Each method fails with a {@link UserError} when the broker does not respond in time. Safe for use by several
 * threads.
 */
public final class Topics implements AutoCloseable {

    private static final Duration LEADER_LIMIT = Duration.ofMinutes(2);

    private final Admin admin;
    private final Duration limit;

    /** @param limit for each response of the broker */
    public Topics(String bootstrapServers, Duration limit) {
        this.admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers, "enable.metrics.push", false));
        this.limit = limit;
    }

    /** Returns when the leader of each partition responds, so that no program waits for the election. */
    public void create(String topic, int partitions) {
        create(topic, partitions, Map.of());
    }

    /** @param settings of the topic */
    void create(String topic, int partitions, Map<String, String> settings) {
        NewTopic created = new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(settings);
        get(client -> client.createTopics(List.of(created)).all());
        try {
            new ServiceWait(LEADER_LIMIT, new StopSignal())
                    .until("the leaders of " + topic, () -> endsIfReady(topic, partitions));
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private Map<Integer, Long> endsIfReady(String topic, int partitions) throws NotReadyException {
        try {
            return ends(topic, partitions);
        } catch (UserError e) {
            throw new NotReadyException(e.getMessage(), e);
        }
    }

    void set(String topic, String setting, String value) {
        AlterConfigOp change = new AlterConfigOp(new ConfigEntry(setting, value), AlterConfigOp.OpType.SET);
        get(client -> client.incrementalAlterConfigs(
                        Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(change)))
                .all());
    }

    public void delete(String topic) {
        get(client -> client.deleteTopics(List.of(topic)).all());
    }

    boolean exists(String topic) {
        return get(client -> client.listTopics().names()).contains(topic);
    }

    /** The offset of the next record, by partition. */
    public Map<Integer, Long> ends(String topic, int partitions) {
        Map<TopicPartition, OffsetSpec> latest = partitions(topic, partitions).stream()
                .collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return get(client -> client.listOffsets(latest).all()).entrySet().stream()
                .collect(Collectors.toMap(
                        end -> end.getKey().partition(), end -> end.getValue().offset()));
    }

    /** The committed offset of the group, by partition; 0 where it has none. */
    public Map<Integer, Long> committed(String group, String topic, int partitions) {
        Map<TopicPartition, OffsetAndMetadata> known =
                get(client -> client.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
        Map<Integer, Long> committed = new HashMap<>();
        for (TopicPartition partition : partitions(topic, partitions)) {
            OffsetAndMetadata offset = known.get(partition);
            committed.put(partition.partition(), offset == null ? 0 : offset.offset());
        }
        return committed;
    }

    public static long sum(Map<Integer, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }

    public static Collection<TopicPartition> partitions(String topic, int partitions) {
        return IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .toList();
    }

    public <T> T get(Function<Admin, KafkaFuture<T>> request) {
        try {
            return request.apply(admin).get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw UserError.failed("Kafka responded with an error: " + ErrorText.of(e), e);
        } catch (TimeoutException e) {
            throw UserError.failed("Kafka did not respond within " + limit.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static UserError interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return UserError.failed("interrupted while waiting for Kafka", e);
    }

    @Override
    public void close() {
        admin.close(Duration.ofMillis(200));
    }

    /** The records of one topic and the progress of one group in it. */
    public record Progress(Topics topics, String topic, int partitions, String group) implements AutoCloseable {

        private static final Duration LIMIT = Duration.ofSeconds(10);

        public Progress(String bootstrapServers, String topic, int partitions, String group) {
            this(new Topics(bootstrapServers, LIMIT), topic, partitions, group);
        }

        public boolean topicExists() {
            return topics.exists(topic);
        }

        /** Of a topic that is written without transactions; 0 while there is no topic. */
        public long records() {
            return topicExists() ? sum(topics.ends(topic, partitions)) : 0;
        }

        public long committed() {
            return sum(topics.committed(group, topic, partitions));
        }

        public long lag() {
            long committed = committed();
            return records() - committed;
        }

        @Override
        public void close() {
            topics.close();
        }
    }
}
