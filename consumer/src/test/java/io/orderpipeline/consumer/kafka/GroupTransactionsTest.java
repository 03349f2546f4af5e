package io.orderpipeline.consumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class GroupTransactionsTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** OffsetFetch of Kafka 2.4 and 2.5. */
    private static final short WITHOUT = 6;

    private static final short WITH = 7;

    @Test
    void should_recognize_brokers_that_lack_them() throws IOException {
        try (FakeBroker broker = FakeBroker.start(WITHOUT)) {
            assertThat(areSupported(broker.port(), LIMIT)).isFalse();
        }
    }

    @Test
    void should_not_judge_by_other_failures() throws IOException {
        try (FakeBroker broker = FakeBroker.start(WITH)) {
            assertThat(areSupported(broker.port(), LIMIT)).isTrue();
            assertThat(broker.offsetRequests()).as("refused by the broker").isEqualTo(1);
        }
    }

    @Test
    void should_not_wait_for_a_silent_broker() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(areSupported(silent.getLocalPort(), Duration.ofMillis(100)))
                    .isTrue();
        }
    }

    @Test
    void should_end_the_consumers_when_partitions_are_assigned() {
        assertThat(ConsumerClientSettings.of(Map.of(), "group", 1, 500, 1024))
                .containsEntry("internal.throw.on.fetch.stable.offset.unsupported", true);
    }

    private static boolean areSupported(int port, Duration limit) {
        return GroupTransactions.areSupported(
                Map.of("bootstrap.servers", "127.0.0.1:" + port), "group", "orders", limit);
    }
}
