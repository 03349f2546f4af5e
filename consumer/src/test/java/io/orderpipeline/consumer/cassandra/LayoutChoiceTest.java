package io.orderpipeline.consumer.cassandra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.cassandra.LayoutChoice.Kind;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

final class LayoutChoiceTest {

    private static final Optional<Duration> NO_TIME = Optional.empty();
    private static final OptionalInt NO_SPREAD = OptionalInt.empty();
    private static final BoundedLayout FOUND = layout(60, 4, Optional.empty());

    @Test
    void should_use_defaults_for_a_new_time_bucketed_table() {
        assertThat(LayoutChoice.of(Kind.BOUNDED).newLayout()).isEqualTo(FOUND);
    }

    @Test
    void should_use_the_requested_values_for_a_new_table() {
        LayoutChoice choice = new LayoutChoice(Kind.BOUNDED, seconds(10), OptionalInt.of(16), seconds(600));

        assertThat(choice.newLayout()).isEqualTo(layout(10, 16, seconds(600)));
    }

    @Test
    void should_accept_any_existing_table_when_nothing_is_requested() {
        assertThat(LayoutChoice.of(Kind.BOUNDED).isSatisfiedBy(layout(7, 9, seconds(5))))
                .isTrue();
        assertThat(LayoutChoice.of(Kind.PLAIN).isSatisfiedBy(new PlainLayout())).isTrue();
    }

    @Test
    void should_reject_an_existing_table_with_other_values_than_requested() {
        assertThat(new LayoutChoice(Kind.BOUNDED, seconds(60), OptionalInt.of(4), NO_TIME).isSatisfiedBy(FOUND))
                .isTrue();
        assertThat(new LayoutChoice(Kind.BOUNDED, seconds(61), NO_SPREAD, NO_TIME).isSatisfiedBy(FOUND))
                .isFalse();
        assertThat(new LayoutChoice(Kind.BOUNDED, NO_TIME, OptionalInt.of(5), NO_TIME).isSatisfiedBy(FOUND))
                .isFalse();
        assertThat(new LayoutChoice(Kind.BOUNDED, NO_TIME, NO_SPREAD, seconds(60)).isSatisfiedBy(FOUND))
                .isFalse();
    }

    @Test
    void should_reject_invalid_values() {
        assertRefused(Kind.PLAIN, NO_TIME, NO_SPREAD, seconds(90), "--table-layout bounded only");
        assertRefused(Kind.PLAIN, seconds(60), NO_SPREAD, NO_TIME, "--table-layout bounded only");
        assertRefused(Kind.BOUNDED, Optional.of(Duration.ofMillis(1_500)), NO_SPREAD, NO_TIME, "--bucket-duration");
        assertRefused(Kind.BOUNDED, NO_TIME, OptionalInt.of(257), NO_TIME, "--bucket-spread must be 1 to 256");
        assertRefused(Kind.BOUNDED, NO_TIME, NO_SPREAD, Optional.of(Duration.ofDays(3_651)), "--time-to-live");
    }

    private static void assertRefused(
            Kind kind, Optional<Duration> bucket, OptionalInt spread, Optional<Duration> life, String why) {
        assertThatThrownBy(() -> new LayoutChoice(kind, bucket, spread, life))
                .isInstanceOf(UserError.class)
                .hasMessageContaining(why);
    }

    private static Optional<Duration> seconds(int seconds) {
        return Optional.of(Duration.ofSeconds(seconds));
    }

    private static BoundedLayout layout(int seconds, int spread, Optional<Duration> life) {
        return new BoundedLayout(new Shards(Duration.ofSeconds(seconds), spread), life);
    }
}
