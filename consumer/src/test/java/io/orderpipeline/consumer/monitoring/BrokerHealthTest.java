package io.orderpipeline.consumer.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

final class BrokerHealthTest {

    private static final Duration RECENT = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofSeconds(5);
    private static final Optional<String> NONE = Optional.empty();

    private final BrokerHealth health = new BrokerHealth();

    @Test
    void should_report_a_silent_broker_after_five_seconds() {
        health.failed(new TimeoutException("no response within 2 s"));

        assertThat(health.trouble(0, LONG.minusNanos(1), NONE)).isEmpty();
        assertThat(health.trouble(0, LONG, NONE)).contains("the broker does not answer");
    }

    @Test
    void should_report_why_the_broker_refuses_the_offsets() {
        health.failed(GroupAuthorizationException.forGroupId("orders"));
        assertThat(health.trouble(0, LONG, NONE))
                .contains("the broker does not report the group's offsets: Not authorized to access group: orders");

        health.responded();
        assertThat(health.trouble(0, LONG, NONE)).contains("the broker does not answer");
    }

    @Test
    void should_name_no_class_of_a_refusal_without_a_message() {
        health.failed(new KafkaException(new IllegalStateException("closed")));
        assertThat(health.trouble(0, LONG, NONE)).contains("the broker does not report the group's offsets: closed");

        health.failed(new GroupAuthorizationException(null, "orders"));
        assertThat(health.trouble(0, LONG, NONE))
                .contains("the broker does not report the group's offsets: group authorization");
    }

    /** The clock may overflow. */
    @Test
    void should_report_commits_that_fail_for_five_seconds() {
        long start = Long.MAX_VALUE - 1;
        Optional<String> failure = Optional.of("no coordinator");
        assertThat(health.trouble(start, RECENT, failure)).isEmpty();
        assertThat(health.trouble(start + LONG.toNanos() - 1, RECENT, failure)).isEmpty();
        assertThat(health.trouble(start + LONG.toNanos(), RECENT, failure))
                .contains("the broker does not give or accept the group's offsets: no coordinator");

        assertThat(health.trouble(start + LONG.toNanos(), RECENT, NONE)).isEmpty();
        assertThat(health.trouble(start + 2 * LONG.toNanos(), RECENT, failure)).isEmpty();
    }
}
