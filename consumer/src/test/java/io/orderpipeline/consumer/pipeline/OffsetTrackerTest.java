package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class OffsetTrackerTest {

    private final OffsetTracker tracker = new OffsetTracker();

    @Test
    void should_not_advance_before_the_first_record_is_acknowledged() {
        tracker.add(7, 10, OffsetTracker.NO_EPOCH, 0);
        long second = tracker.add(8, 10, OffsetTracker.NO_EPOCH, 0);

        tracker.acknowledge(second);

        assertThat(tracker.watermark()).isEqualTo(OffsetTracker.NOTHING);
        assertThat(tracker.unacknowledged()).isEqualTo(1);
        assertThat(tracker.span()).isEqualTo(2);
    }

    @Test
    void should_advance_over_contiguous_acknowledged_records() {
        long first = tracker.add(7, 10, OffsetTracker.NO_EPOCH, 0);
        long second = tracker.add(9, 10, OffsetTracker.NO_EPOCH, 0);
        tracker.add(12, 10, OffsetTracker.NO_EPOCH, 0);

        tracker.acknowledge(second);
        tracker.acknowledge(first);

        assertThat(tracker.watermark()).isEqualTo(10);
        assertThat(tracker.span()).isEqualTo(1);
    }

    @Test
    void should_count_unacknowledged_bytes() {
        long first = tracker.add(0, 300, OffsetTracker.NO_EPOCH, 0);
        tracker.add(1, 50, OffsetTracker.NO_EPOCH, 0);

        tracker.acknowledge(first);

        assertThat(tracker.unacknowledgedBytes()).isEqualTo(50);
    }

    @Test
    void should_reject_a_second_acknowledgement() {
        long first = tracker.add(0, 1, OffsetTracker.NO_EPOCH, 0);
        tracker.add(1, 1, OffsetTracker.NO_EPOCH, 0);
        tracker.acknowledge(first);

        assertThatThrownBy(() -> tracker.acknowledge(first)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void should_reject_offsets_out_of_order() {
        tracker.add(5, 1, OffsetTracker.NO_EPOCH, 0);

        assertThatThrownBy(() -> tracker.add(5, 1, OffsetTracker.NO_EPOCH, 0)).hasMessageContaining("out of order");
    }

    @Test
    void should_name_the_last_offset_when_one_is_out_of_order() {
        long first = tracker.add(5, 1, OffsetTracker.NO_EPOCH, 0);
        assertThatThrownBy(() -> tracker.add(4, 1, OffsetTracker.NO_EPOCH, 0))
                .hasMessageContaining("offset 4 after offset 5:");

        tracker.acknowledge(first);
        assertThatThrownBy(() -> tracker.add(4, 1, OffsetTracker.NO_EPOCH, 0))
                .hasMessageContaining("offset 4 after offset 5:");
    }

    @Test
    void should_reject_an_acknowledgement_of_a_record_that_was_never_added() {
        assertThatThrownBy(() -> tracker.acknowledge(0)).isInstanceOf(IllegalStateException.class);

        long first = tracker.add(0, 1, OffsetTracker.NO_EPOCH, 0);
        assertThatThrownBy(() -> tracker.acknowledge(first + 1)).isInstanceOf(IllegalStateException.class);
        assertThat(tracker.unacknowledged()).isEqualTo(1);
    }

    /** The ring begins with room for 1,024 records. */
    @Test
    void should_keep_every_record_when_a_long_running_partition_falls_behind() {
        LongStream.range(0, 5_000).forEach(offset -> tracker.acknowledge(tracker.add(offset, 1, 1, 0)));

        List<Long> inFlight = LongStream.range(5_000, 10_000)
                .mapToObj(offset -> tracker.add(offset, (int) offset, (int) offset, 7 * offset))
                .toList();
        assertThat(tracker.span()).isEqualTo(5_000);
        assertThat(tracker.headOffset()).isEqualTo(5_000);
        assertThat(tracker.headTimestamp()).isEqualTo(35_000);
        inFlight.subList(1, inFlight.size()).forEach(tracker::acknowledge);
        assertThat(tracker.watermark()).isEqualTo(5_000);
        assertThat(tracker.unacknowledgedBytes()).isEqualTo(5_000);

        tracker.acknowledge(inFlight.get(0));
        assertThat(tracker.watermark()).isEqualTo(10_000);
        assertThat(tracker.watermarkEpoch()).isEqualTo(9_999);
        assertThat(tracker.unacknowledgedBytes()).isZero();
    }

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    /** Acknowledges records in random order, and compares each step with a simple model of what may be committed. */
    @ParameterizedTest
    @MethodSource("seeds")
    void should_never_pass_an_unacknowledged_record_in_any_order(long seed) {
        Random random = new Random(seed);
        NavigableMap<Long, Long> inFlightByOffset = new TreeMap<>();
        long offset = random.nextInt(1000);
        long lastOffset = -1;
        for (int step = 0; step < 3000; step++) {
            if (inFlightByOffset.isEmpty() || random.nextInt(100) < 55) {
                lastOffset = offset;
                inFlightByOffset.put(offset, tracker.add(offset, 1, OffsetTracker.NO_EPOCH, 0));
                offset += 1 + random.nextInt(random.nextBoolean() ? 1 : 5);
            } else {
                List<Long> offsets = new ArrayList<>(inFlightByOffset.keySet());
                tracker.acknowledge(inFlightByOffset.remove(offsets.get(random.nextInt(offsets.size()))));
            }
            assertMatches(inFlightByOffset, lastOffset);
        }
        List<Long> rest = new ArrayList<>(inFlightByOffset.values());
        Collections.shuffle(rest, random);
        rest.forEach(tracker::acknowledge);
        assertThat(tracker.watermark()).isEqualTo(lastOffset + 1);
        assertThat(tracker.span()).isZero();
    }

    private void assertMatches(NavigableMap<Long, Long> open, long lastOffset) {
        assertThat(tracker.unacknowledged()).isEqualTo(open.size());
        assertThat(tracker.unacknowledgedBytes()).isEqualTo(open.size());
        long firstOpen = open.isEmpty() ? lastOffset + 1 : open.firstKey();
        assertThat(tracker.watermark()).isLessThanOrEqualTo(firstOpen);
        if (open.isEmpty()) {
            assertThat(tracker.watermark()).isEqualTo(lastOffset + 1);
        }
    }
}
