package io.orderpipeline.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.producer.generator.Category;
import io.orderpipeline.producer.generator.RecordKind;
import java.time.Duration;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

final class BrokerReadinessTest {

    private final ManualClock clock = new ManualClock();
    private final SendStatistics statistics = new SendStatistics(3);
    private final BrokerReadiness readiness = new BrokerReadiness(statistics, clock);

    @Test
    void should_be_ready_while_there_is_nothing_to_acknowledge() {
        pass(Duration.ofMinutes(5));

        assertThat(readiness.whyNot()).isEmpty();
    }

    @Test
    void should_not_be_ready_while_the_broker_acknowledges_nothing() {
        statistics.made(RecordKind.ORDER);
        pass(Duration.ofSeconds(9));
        assertThat(readiness.whyNot()).isEmpty();

        pass(Duration.ofSeconds(3));
        assertThat(readiness.whyNot()).contains("the broker has acknowledged nothing for 12 s");

        statistics.made(RecordKind.ORDER);
        statistics.acknowledged(RecordKind.ORDER, Category.TOYS, 0, 0, 1);
        assertThat(readiness.whyNot()).isEmpty();
    }

    @Test
    void should_not_be_ready_again_because_the_records_in_flight_have_failed() {
        statistics.made(RecordKind.ORDER);
        readiness.whyNot();
        pass(Duration.ofSeconds(119));
        assertThat(readiness.whyNot()).isPresent();

        statistics.failed(new TimeoutException("expired"), "orders-0");
        pass(Duration.ofSeconds(1));
        assertThat(readiness.whyNot()).contains("the broker has acknowledged nothing for 120 s");

        statistics.made(RecordKind.ORDER);
        statistics.acknowledged(RecordKind.ORDER, Category.TOYS, 0, 0, 1);
        assertThat(readiness.whyNot()).isEmpty();
    }

    @Test
    void should_not_be_ready_when_the_broker_rejects_the_client() {
        statistics.failed(new TopicAuthorizationException("no"), "orders");

        assertThat(readiness.whyNot()).contains("the broker rejects this client");
    }

    private void pass(Duration time) {
        clock.pass(time.toNanos());
    }
}
