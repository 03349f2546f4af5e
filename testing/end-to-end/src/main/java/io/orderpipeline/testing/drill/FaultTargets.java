package io.orderpipeline.testing.drill;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.localstack.StackServer;
import io.orderpipeline.testing.oracle.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartitionInfo;

/** Finds the servers of a cluster that a drill kills. The numbers of brokers begin at 1. */
final class FaultTargets {

    private static final Duration RESPONSE_LIMIT = Duration.ofSeconds(30);

    private FaultTargets() {}

    static List<StackServer> leader(DrillContext context) {
        int leader = describe(context).partitions().get(0).leader().id();
        return List.of(broker(context, leader));
    }

    static List<StackServer> controller(DrillContext context) {
        QuorumInfo quorum = ask(context, admin -> admin.describeMetadataQuorum().quorumInfo());
        return List.of(broker(context, quorum.leaderId()));
    }

    static List<StackServer> node(DrillContext context) {
        var nodes = context.stack().nodes();
        return List.of(nodes.get(context.random().nextInt(nodes.size())));
    }

    static List<StackServer> both(DrillContext context) {
        return Stream.concat(leader(context).stream(), node(context).stream()).toList();
    }

    static boolean isInSync(DrillContext context) {
        return describe(context).partitions().stream()
                .allMatch(partition ->
                        partition.isr().size() == partition.replicas().size());
    }

    /**
     * Creates the drill's topic on two brokers, each of which may lead it alone. Its only key goes to one partition,
     * whose first replica leads it.
     */
    static void createUncleanTopic(DrillContext context) {
        Map<Integer, List<Integer>> replicas = Map.of(0, List.of(1, 2), 1, List.of(1, 2), 2, List.of(1, 2));
        NewTopic topic = new NewTopic(context.pipeline().topic(), replicas)
                .configs(Map.of("min.insync.replicas", "1", "unclean.leader.election.enable", "true"));
        ask(context, admin -> admin.createTopics(List.of(topic)).all());
    }

    /** The broker that replicates partition 0 and does not lead it. */
    static StackServer follower(DrillContext context) {
        TopicPartitionInfo partition = describe(context).partitions().get(0);
        return partition.replicas().stream()
                .filter(replica -> replica.id() != partition.leader().id())
                .map(replica -> broker(context, replica.id()))
                .findFirst()
                .orElseThrow();
    }

    /** Whether the server leads every partition of the topic; false while no broker responds. */
    static boolean isLedBy(DrillContext context, StackServer server) {
        try {
            return describe(context).partitions().stream()
                    .allMatch(partition -> partition.leader() != null
                            && broker(context, partition.leader().id()) == server);
        } catch (UserError noResponse) {
            return false;
        }
    }

    private static TopicDescription describe(DrillContext context) {
        String topic = context.pipeline().topic();
        return ask(
                context,
                admin -> admin.describeTopics(List.of(topic)).topicNameValues().get(topic));
    }

    private static StackServer broker(DrillContext context, int number) {
        return context.stack().brokers().get(number - 1);
    }

    private static <T> T ask(DrillContext context, Function<Admin, KafkaFuture<T>> request) {
        try (Topics topics = new Topics(context.stack().bootstrapServers(), RESPONSE_LIMIT)) {
            return topics.get(request);
        }
    }
}
