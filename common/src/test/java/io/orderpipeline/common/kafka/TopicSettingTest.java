package io.orderpipeline.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.DescribeConfigsResult;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.clients.admin.ListConfigResourcesResult;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

final class TopicSettingTest {

    private static final Duration LIMIT = Duration.ofSeconds(1);

    /** Of a request that brokers before Kafka 3.7 do not have. */
    private KafkaFuture<Collection<ConfigResource>> resources = failed(new UnsupportedVersionException("old"));

    @Test
    void should_report_fewer_replicas_than_must_be_in_sync() throws Exception {
        assertThat(missingReplicas(config("2"), replicas(3, 1)))
                .contains("orders has min.insync.replicas 2 and replication factor 1: brokers before Kafka 3.7 accept"
                        + " no record for it; raise its replication factor to 2, or set its min.insync.replicas to 1");
    }

    @Test
    void should_accept_fewer_replicas_with_brokers_that_require_no_more_than_there_are() throws Exception {
        resources = KafkaFuture.completedFuture(List.of());
        assertThat(missingReplicas(config("2"), replicas(1))).isEmpty();

        resources = failed(new ClusterAuthorizationException("no DescribeConfigs"));
        assertThat(missingReplicas(config("2"), replicas(1))).isEmpty();
    }

    @Test
    void should_accept_as_many_replicas_as_must_be_in_sync() throws Exception {
        assertThat(missingReplicas(config("2"), replicas(2, 3))).isEmpty();
        assertThat(missingReplicas(config("1"), replicas(1))).isEmpty();
    }

    @Test
    void should_say_nothing_of_what_the_broker_does_not_say() throws Exception {
        KafkaException unknown = new UnknownTopicOrPartitionException("no such topic");

        assertThat(missingReplicas(failed(new TopicAuthorizationException("no DescribeConfigs")), replicas(1)))
                .isEmpty();
        assertThat(missingReplicas(config("2"), failed(unknown))).isEmpty();
        assertThat(missingReplicas(KafkaFuture.completedFuture(new Config(List.of())), replicas(1)))
                .isEmpty();
    }

    private Optional<String> missingReplicas(KafkaFuture<Config> config, KafkaFuture<TopicDescription> topic)
            throws Exception {
        Map<String, Object> responses = Map.of(
                "describeConfigs", new Configs(config),
                "describeTopics", new Topics(topic),
                "listConfigResources", resources());
        Admin admin = (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(),
                new Class<?>[] {Admin.class},
                (proxy, method, arguments) -> responses.get(method.getName()));
        return TopicSetting.missingReplicas(admin, "orders", LIMIT);
    }

    /** Its class has no public constructor. */
    private ListConfigResourcesResult resources() throws ReflectiveOperationException {
        var constructor = ListConfigResourcesResult.class.getDeclaredConstructor(KafkaFuture.class);
        constructor.setAccessible(true);
        return constructor.newInstance(resources);
    }

    private static KafkaFuture<Config> config(String minimum) {
        return KafkaFuture.completedFuture(new Config(List.of(new ConfigEntry("min.insync.replicas", minimum))));
    }

    /** @param counts one for each partition */
    private static KafkaFuture<TopicDescription> replicas(int... counts) {
        List<TopicPartitionInfo> partitions = IntStream.range(0, counts.length)
                .mapToObj(partition -> partition(partition, counts[partition]))
                .toList();
        return KafkaFuture.completedFuture(new TopicDescription("orders", false, partitions));
    }

    private static TopicPartitionInfo partition(int number, int replicas) {
        List<Node> nodes = IntStream.range(0, replicas)
                .mapToObj(node -> new Node(node, "here", 9092 + node))
                .toList();
        return new TopicPartitionInfo(number, nodes.get(0), nodes, nodes);
    }

    private static <T> KafkaFuture<T> failed(KafkaException error) {
        KafkaFutureImpl<T> future = new KafkaFutureImpl<>();
        future.completeExceptionally(error);
        return future;
    }

    private static final class Configs extends DescribeConfigsResult {

        Configs(KafkaFuture<Config> config) {
            super(Map.of(new ConfigResource(ConfigResource.Type.TOPIC, "orders"), config));
        }
    }

    private static final class Topics extends DescribeTopicsResult {

        Topics(KafkaFuture<TopicDescription> topic) {
            super(null, Map.of("orders", topic));
        }
    }
}
