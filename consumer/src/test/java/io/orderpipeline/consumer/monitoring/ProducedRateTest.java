package io.orderpipeline.consumer.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Rates;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProducedRateTest {

    private final ProducedRate produced = new ProducedRate();

    @Test
    void should_compute_the_rate_of_all_partitions_from_sample_to_sample() {
        assertThat(rates(1, 100, 50)).isEqualTo(Rates.UNKNOWN);

        assertThat(rates(2, 110, 60).now()).isEqualTo(20);
        assertThat(rates(2, 110, 60).now()).isEqualTo(20);
        assertThat(rates(4, 112, 60).now()).isEqualTo(1);
    }

    @Test
    void should_start_anew_when_the_topic_was_recreated() {
        rates(1, 100, 50);
        rates(2, 110, 60);

        assertThat(rates(3, 5, 0)).isEqualTo(Rates.UNKNOWN);

        Rates rates = rates(4, 8, 1);
        assertThat(rates.now()).isEqualTo(4);
        assertThat(rates.mean()).isEqualTo(4);
        assertThat(rates.recent()).containsExactly(4.0);
    }

    private Rates rates(int second, long... ends) {
        Map<Integer, Offsets> offsets = Map.of(0, new Offsets(0, ends[0], 0), 1, new Offsets(0, ends[1], 0));
        return produced.rates(
                new GroupOffsets.Sample(offsets, Duration.ofSeconds(second).toNanos()), true);
    }
}
