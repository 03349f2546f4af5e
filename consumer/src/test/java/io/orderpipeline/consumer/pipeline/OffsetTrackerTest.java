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

    private final OffsetTracker ledger = new OffsetTracker();

    @Test
    void should_not_move_before_the_first_record_is_acknowledged() {
        ledger.add(7, 10);
        long second = ledger.add(8, 10);

        ledger.acknowledge(second);

        assertThat(ledger.watermark()).isEqualTo(OffsetTracker.NOTHING);
        assertThat(ledger.unacknowledged()).isEqualTo(1);
        assertThat(ledger.span()).isEqualTo(2);
    }

    @Test
    void should_move_over_the_unbroken_run() {
        long first = ledger.add(7, 10);
        long second = ledger.add(9, 10);
        ledger.add(12, 10);

        ledger.acknowledge(second);
        ledger.acknowledge(first);

        assertThat(ledger.watermark()).isEqualTo(10);
        assertThat(ledger.span()).isEqualTo(1);
    }

    @Test
    void should_count_the_bytes_that_are_not_acknowledged() {
        long first = ledger.add(0, 300);
        ledger.add(1, 50);

        ledger.acknowledge(first);

        assertThat(ledger.unacknowledgedBytes()).isEqualTo(50);
    }

    @Test
    void should_refuse_a_record_acknowledged_twice() {
        long first = ledger.add(0, 1);
        ledger.add(1, 1);
        ledger.acknowledge(first);

        assertThatThrownBy(() -> ledger.acknowledge(first)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void should_refuse_offsets_that_go_back() {
        ledger.add(5, 1);

        assertThatThrownBy(() -> ledger.add(5, 1)).hasMessageContaining("out of order");
    }

    static LongStream seeds() {
        return LongStream.range(0, 100);
    }

    /** Records come and are acknowledged in any order; a simple model says what may be committed at each step. */
    @ParameterizedTest
    @MethodSource("seeds")
    void should_never_pass_an_unacknowledged_record_whatever_the_order(long seed) {
        Random random = new Random(seed);
        NavigableMap<Long, Long> openTicketsByOffset = new TreeMap<>();
        long offset = random.nextInt(1000);
        long lastOffset = -1;
        for (int step = 0; step < 3000; step++) {
            if (openTicketsByOffset.isEmpty() || random.nextInt(100) < 55) {
                lastOffset = offset;
                openTicketsByOffset.put(offset, ledger.add(offset, 1));
                offset += 1 + random.nextInt(random.nextBoolean() ? 1 : 5);
            } else {
                List<Long> offsets = new ArrayList<>(openTicketsByOffset.keySet());
                ledger.acknowledge(openTicketsByOffset.remove(offsets.get(random.nextInt(offsets.size()))));
            }
            assertMatches(openTicketsByOffset, lastOffset);
        }
        List<Long> rest = new ArrayList<>(openTicketsByOffset.values());
        Collections.shuffle(rest, random);
        rest.forEach(ledger::acknowledge);
        assertThat(ledger.watermark()).isEqualTo(lastOffset + 1);
        assertThat(ledger.span()).isZero();
    }

    private void assertMatches(NavigableMap<Long, Long> open, long lastOffset) {
        assertThat(ledger.unacknowledged()).isEqualTo(open.size());
        assertThat(ledger.unacknowledgedBytes()).isEqualTo(open.size());
        long firstOpen = open.isEmpty() ? lastOffset + 1 : open.firstKey();
        assertThat(ledger.watermark()).isLessThanOrEqualTo(firstOpen);
        if (open.isEmpty()) {
            assertThat(ledger.watermark()).isEqualTo(lastOffset + 1);
        }
    }
}
