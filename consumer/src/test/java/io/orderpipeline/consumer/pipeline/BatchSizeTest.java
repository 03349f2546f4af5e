package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BatchSizeTest {

    private static final long IN_TIME = BatchSize.IN_TIME.toNanos();
    private static final long BETWEEN = BatchSize.IN_TIME.plusMillis(1).toNanos();
    private static final long LATE = BatchSize.LATE.plusMillis(1).toNanos();

    private final BatchSize size = new BatchSize();

    @Test
    void should_start_where_every_server_accepts_a_batch() {
        assertThat(size.limit()).isLessThan(50 * 1024);
    }

    @Test
    void should_double_with_each_full_batch_in_time_up_to_the_maximum() {
        for (int expected = 2 * BatchSize.INITIAL; expected < BatchSize.MAX; expected *= 2) {
            size.acknowledged(size.limit(), IN_TIME);
            assertThat(size.limit()).isEqualTo(expected);
        }

        size.acknowledged(size.limit(), IN_TIME);
        size.acknowledged(size.limit(), IN_TIME);
        assertThat(size.limit()).isEqualTo(BatchSize.MAX);
    }

    @Test
    void should_double_once_for_batches_that_were_in_flight_together() {
        for (int batch = 0; batch < 4; batch++) {
            size.acknowledged(BatchSize.INITIAL, IN_TIME);
        }

        assertThat(size.limit()).isEqualTo(2 * BatchSize.INITIAL);
    }

    @Test
    void should_learn_nothing_from_small_batches() {
        size.acknowledged(500, IN_TIME);
        size.acknowledged(500, LATE);
        size.failed(500);

        assertThat(size.limit()).isEqualTo(BatchSize.INITIAL);
    }

    @Test
    void should_stay_while_batches_are_neither_early_nor_late() {
        size.acknowledged(BatchSize.INITIAL, BETWEEN);

        assertThat(size.limit()).isEqualTo(BatchSize.INITIAL);
    }

    @Test
    void should_halve_once_for_late_batches_that_were_in_flight_together() {
        for (int batch = 0; batch < 4; batch++) {
            size.acknowledged(BatchSize.INITIAL, LATE);
        }

        assertThat(size.limit()).isEqualTo(BatchSize.INITIAL / 2);
    }

    @Test
    void should_halve_with_each_timeout_down_to_the_minimum_and_rise_again() {
        for (int timeout = 0; timeout < 20; timeout++) {
            size.failed(size.limit());
        }
        assertThat(size.limit()).isEqualTo(BatchSize.MIN);

        for (int batch = 0; batch < 20; batch++) {
            size.acknowledged(size.limit(), Duration.ofMillis(5).toNanos());
        }
        assertThat(size.limit()).isEqualTo(BatchSize.MAX);
    }

    @Test
    void should_stay_below_a_size_that_the_server_has_rejected() {
        assertThat(size.rejected(BatchSize.INITIAL)).isTrue();
        assertThat(size.rejected(BatchSize.INITIAL))
                .as("another one of that size")
                .isFalse();

        for (int batch = 0; batch < 5; batch++) {
            size.acknowledged(size.limit(), IN_TIME);
        }
        assertThat(size.limit()).isEqualTo(BatchSize.INITIAL / 2);
    }
}
