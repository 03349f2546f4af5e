package io.orderpipeline.consumer.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot.Lag;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class LagMeterTest {

    private final LagMeter meter = new LagMeter();

    @Test
    void should_measure_how_long_an_open_transaction_hides_records() {
        assertThat(hidden(1, 10, 0).hiddenFor()).isZero();
        assertThat(hidden(2, 10, 5).hiddenFor()).isZero();
        assertThat(hidden(9, 10, 1_000)).isEqualTo(new Lag(10, 10, 0, Duration.ZERO, 1_000, Duration.ofSeconds(7)));
        assertThat(hidden(10, 12, 1_000).hiddenFor()).as("the stable end moves").isZero();
        assertThat(hidden(11, 12, 0).hiddenFor()).isZero();
        assertThat(hidden(12, 12, 3).hiddenFor()).as("another transaction").isZero();
    }

    private Lag hidden(long second, long end, long hidden) {
        return meter.lag(second * 1_000, new Offsets(0, end, end, hidden), PartitionCounts.NO_TIMESTAMP);
    }

    @Test
    void should_be_zero_when_all_is_stored() {
        Lag lag = at(0, 100, 100);

        assertThat(lag.records()).isZero();
        assertThat(lag.behind()).isZero();
    }

    @Test
    void should_measure_how_long_the_oldest_record_has_been_waiting() {
        at(0, 100, 100);
        at(1, 100, 150);
        at(2, 100, 200);

        assertThat(at(5, 100, 300).behind()).isEqualTo(Duration.ofSeconds(4));
        assertThat(at(6, 150, 300).behind()).isEqualTo(Duration.ofSeconds(4));
        assertThat(at(7, 250, 300).behind()).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void should_grow_while_nothing_is_committed() {
        at(0, 0, 10);

        assertThat(at(60, 0, 10).behind()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void should_take_the_age_of_older_records_from_their_timestamp() {
        at(3_600, 0, 10, PartitionCounts.NO_TIMESTAMP);

        assertThat(at(3_601, 5, 10, 1_000).behind()).isEqualTo(Duration.ofSeconds(3_600));
        assertThat(at(3_602, 10, 20, 1_000).behind()).isZero();
    }

    @Test
    void should_take_the_age_of_records_that_came_while_the_broker_was_silent_from_their_timestamp() {
        at(0, 10, 10);

        assertThat(at(60, 10, 20, 5_000).behind()).isEqualTo(Duration.ofSeconds(55));
        assertThat(at(61, 20, 30, 5_000).behind()).isZero();
    }

    @Test
    void should_reset_when_the_topic_is_recreated() {
        at(0, 0, 1_000);

        Lag lag = at(10, 0, 5);

        assertThat(lag.records()).isEqualTo(5);
        assertThat(lag.behind()).isZero();
    }

    @Test
    void should_remember_the_start_of_a_long_outage_in_bounded_memory() {
        at(0, 0, 1);
        for (int second = 1; second < 10 * LagMeter.MAXIMUM_SAMPLES; second++) {
            at(second, 0, second);
        }

        assertThat(at(10 * LagMeter.MAXIMUM_SAMPLES, 0, 100_000).behind())
                .isEqualTo(Duration.ofSeconds(10 * LagMeter.MAXIMUM_SAMPLES));
        assertThat(meter.samples()).isLessThanOrEqualTo(LagMeter.MAXIMUM_SAMPLES + 1);
    }

    private Lag at(long second, long committed, long end) {
        return at(second, committed, end, PartitionCounts.NO_TIMESTAMP);
    }

    private Lag at(long second, long committed, long end, long waitingTimestamp) {
        return meter.lag(second * 1_000, new Offsets(0, end, committed), waitingTimestamp);
    }
}
