package io.orderpipeline.testing.drill;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.StackServer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaFuture;

/** Who is to be harmed in a cluster of three and three. Brokers' numbers begin at 1. */
final class FaultTargets {

    private static final int ANSWER_LIMIT_SECONDS = 30;

    private FaultTargets() {}

    static List<StackServer> leader(DrillContext scene) {
        String topic = scene.pipeline().topic();
        return ask(scene.stack(), admin -> {
            var description =
                    admin.describeTopics(List.of(topic)).topicNameValues().get(topic);
            return List.of(broker(
                    scene.stack(), get(description).partitions().get(0).leader().id()));
        });
    }

    static List<StackServer> controller(DrillContext scene) {
        return ask(
                scene.stack(),
                admin -> List.of(broker(
                        scene.stack(),
                        get(admin.describeMetadataQuorum().quorumInfo()).leaderId())));
    }

    static List<StackServer> node(DrillContext scene) {
        return List.of(any(scene.stack().nodes(), scene.random()));
    }

    static List<StackServer> both(DrillContext scene) {
        return Stream.concat(leader(scene).stream(), node(scene).stream()).toList();
    }

    /** Whether every copy of the topic is where it should be again. */
    static boolean isInSync(DrillContext scene) {
        String topic = scene.pipeline().topic();
        return ask(scene.stack(), admin -> {
            var description =
                    admin.describeTopics(List.of(topic)).topicNameValues().get(topic);
            return get(description).partitions().stream()
                    .allMatch(partition ->
                            partition.isr().size() == partition.replicas().size());
        });
    }

    private static StackServer broker(LocalStack stack, int number) {
        return stack.brokers().get(number - 1);
    }

    private static StackServer any(List<? extends StackServer> servers, Random random) {
        return servers.get(random.nextInt(servers.size()));
    }

    private interface Question<T> {
        T of(Admin admin);
    }

    private static <T> T ask(LocalStack stack, Question<T> question) {
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers(), "enable.metrics.push", false))) {
            return question.of(admin);
        }
    }

    private static <T> T get(KafkaFuture<T> answer) {
        try {
            return answer.get(ANSWER_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw UserError.failed("Kafka does not say who leads: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw UserError.failed("interrupted while asking Kafka", e);
        }
    }
}
