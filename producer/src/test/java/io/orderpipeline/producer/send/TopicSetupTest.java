package io.orderpipeline.producer.send;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsResult;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

final class TopicSetupTest {

    @Test
    void should_wait_for_brokers_that_are_being_upgraded() {
        Admin admin = (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> new Failed());
        KafkaTarget target = new KafkaTarget(Optional.of("here:1"), "orders", 1, 1, Map.of(), Duration.ZERO);

        assertThatThrownBy(() -> new TopicSetup(admin, target).ensureTopic())
                .isInstanceOf(NotReadyException.class)
                .hasMessageContaining("the broker at here:1 is too old");
    }

    private static final class Failed extends DescribeTopicsResult {

        Failed() {
            super(null, Map.of("orders", failure()));
        }

        private static <T> KafkaFutureImpl<T> failure() {
            KafkaFutureImpl<T> future = new KafkaFutureImpl<>();
            future.completeExceptionally(new UnsupportedVersionException("no METADATA"));
            return future;
        }
    }
}
