package io.orderpipeline.consumer.poll;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowLimitsTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 6, 24, 60})
    void should_hold_the_bound_of_the_process_whatever_the_number_of_partitions(int partitions) {
        FlowLimits share = FlowLimits.share(6_000, 16 << 20, partitions, 100);

        assertThat((long) share.records() * partitions).isLessThanOrEqualTo(6_000);
        assertThat(share.bytes() * partitions).isLessThanOrEqualTo(16 << 20);
    }
}
