package io.orderpipeline.consumer.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LagMeterTest {

    private final LagMeter meter = new LagMeter();

    @Test
    void should_be_zero_when_all_is_stored() {
        Lag lag = at(0, 100, 100);

        assertThat(lag.records()).isZero();
        assertThat(lag.behind()).isZero();
    }

    @Test
    void should_count_the_time_since_the_oldest_waiting_record_came() {
        at(0, 100, 100);
        at(1, 100, 150);
        at(2, 100, 200);

        assertThat(at(5, 100, 300).behind()).isEqualTo(Duration.ofSeconds(4));
        assertThat(at(6, 150, 300).behind()).isEqualTo(Duration.ofSeconds(4));
        assertThat(at(7, 250, 300).behind()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void should_grow_while_nothing_moves() {
        at(0, 0, 10);

        assertThat(at(60, 0, 10).behind()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void should_know_from_their_timestamps_how_old_records_of_before_the_start_are() {
        at(3_600, 0, 10, PartitionCounts.NO_TIMESTAMP);

        assertThat(at(3_601, 5, 10, 1_000).behind()).isEqualTo(Duration.ofSeconds(3_600));
        assertThat(at(3_602, 10, 20, 1_000).behind()).isZero();
    }

    @Test
    void should_begin_anew_with_a_topic_that_is_made_anew() {
        at(0, 0, 1_000);

        Lag lag = at(10, 0, 5);

        assertThat(lag.records()).isEqualTo(5);
        assertThat(lag.behind()).isZero();
    }

    @Test
    void should_remember_the_beginning_of_a_long_trouble_in_little_memory() {
        at(0, 0, 1);
        for (int second = 1; second < 10 * LagMeter.LOOKS; second++) {
            at(second, 0, second);
        }

        assertThat(at(10 * LagMeter.LOOKS, 0, 100_000).behind()).isEqualTo(Duration.ofSeconds(10 * LagMeter.LOOKS));
        assertThat(meter.looks()).isLessThanOrEqualTo(LagMeter.LOOKS + 1);
    }

    private Lag at(long second, long committed, long end) {
        return at(second, committed, end, PartitionCounts.NO_TIMESTAMP);
    }

    private Lag at(long second, long committed, long end, long acknowledgedTimestamp) {
        return meter.lag(second * 1_000, new Offsets(0, end, committed), acknowledgedTimestamp);
    }
}
