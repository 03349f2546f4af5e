package io.orderpipeline.consumer.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.UserError;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterFilterTest {

    private final DeadLetterRecord deadLetter =
            new DeadLetterRecord(TestDeadLetters.record(0, 1, "my-orders-2@41", "not-json"));

    @Test
    void should_match_everything_without_criteria() {
        assertThat(matches(null, null, null)).isTrue();
    }

    @Test
    void should_match_any_of_the_reasons() {
        assertThat(matches(null, List.of("too-large", "not-json"), null)).isTrue();
        assertThat(matches(null, List.of("too-large"), null)).isFalse();
    }

    @Test
    void should_match_any_of_the_origins() {
        assertThat(matches(null, null, List.of("my-orders-2@40", "my-orders-2@41")))
                .isTrue();
        assertThat(matches(null, null, List.of("my-orders-1@41"))).isFalse();
    }

    @Test
    void should_match_by_topic() {
        assertThat(matches("my-orders", null, null)).isTrue();
        assertThat(matches("orders", null, null)).isFalse();
    }

    @Test
    void should_require_every_criterion() {
        assertThat(matches("my-orders", List.of("not-json"), List.of("my-orders-2@41")))
                .isTrue();
        assertThat(matches("my-orders", List.of("too-large"), List.of("my-orders-2@41")))
                .isFalse();
    }

    @Test
    void should_not_match_a_record_without_origin_by_origin() {
        DeadLetterRecord foreign = new DeadLetterRecord(new ConsumerRecord<>("dead", 0, 0, null, null));

        assertThat(DeadLetterFilter.of(null, null, List.of("orders-0@0")).matches(foreign))
                .isFalse();
        assertThat(DeadLetterFilter.of(null, null, null).matches(foreign)).isTrue();
    }

    @Test
    void should_reject_criteria_that_can_never_match() {
        assertThatThrownBy(() -> DeadLetterFilter.of(null, List.of("not-jsn"), null))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("not-jsn")
                .hasMessageContaining("not-json");
        assertThatThrownBy(() -> DeadLetterFilter.of(null, null, List.of("orders@1")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("orders@1");
    }

    private boolean matches(String topic, List<String> reasons, List<String> origins) {
        return DeadLetterFilter.of(topic, reasons, origins).matches(deadLetter);
    }
}
