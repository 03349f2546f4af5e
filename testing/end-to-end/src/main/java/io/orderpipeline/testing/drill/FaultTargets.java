package io.orderpipeline.testing.drill;

import io.orderpipeline.localstack.StackServer;
import io.orderpipeline.testing.oracle.Topics;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.QuorumInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;

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
