package io.orderpipeline.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import io.orderpipeline.consumer.monitoring.Snapshots;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CaughtUpTest {

    /** Its committed offset is 900. */
    private static final List<PartitionCounts> OURS = List.of(Snapshots.counts(0, 900, 900, 0, 0, null));

    private final CaughtUp caughtUp = new CaughtUp(true);

    @Test
    void should_be_reached_when_the_group_has_committed_the_end_offsets_of_the_start() {
        assertThat(caughtUp.isReached(Map.of(0, new Offsets(0, 10, 0)))).isFalse();
        assertThat(caughtUp.isReached(Map.of(0, new Offsets(0, 99, 9)))).isFalse();
        assertThat(caughtUp.isReached(Map.of(0, new Offsets(0, 99, 10)))).isTrue();
    }

    @Test
    void should_check_early_only_once_for_each_own_partition_at_its_end() {
        caughtUp.isReached(Map.of(0, new Offsets(0, 901, 0)));
        assertThat(caughtUp.isWorthChecking(OURS)).isFalse();

        CaughtUp atTheEnd = new CaughtUp(true);
        atTheEnd.isReached(Map.of(0, new Offsets(0, 900, 0)));
        assertThat(atTheEnd.isWorthChecking(OURS)).isTrue();
        assertThat(atTheEnd.isWorthChecking(OURS)).isFalse();
    }

    @Test
    void should_never_be_reached_when_disabled() {
        CaughtUp disabled = new CaughtUp(false);

        assertThat(disabled.isReached(Map.of(0, new Offsets(0, 10, 10)))).isFalse();
        assertThat(disabled.isWorthChecking(OURS)).isFalse();
    }
}
