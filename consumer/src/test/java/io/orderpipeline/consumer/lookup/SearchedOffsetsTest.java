package io.orderpipeline.consumer.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.consumer.deadletter.RecordPosition;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SearchedOffsetsTest {

    private final SearchedOffsets searched = new SearchedOffsets();

    @Test
    void should_leave_what_was_not_searched() {
        searched.add(range(100, 200));

        assertThat(missing(range(50, 250))).containsExactly(range(50, 100), range(200, 250));
        assertThat(missing(range(0, 150))).containsExactly(range(0, 100));
        assertThat(missing(range(150, 300))).containsExactly(range(200, 300));
        assertThat(missing(range(120, 150))).isEmpty();
        assertThat(missing(range(7, 7))).isEmpty();
        assertThat(missing(new OffsetRange(1, 100, 200))).containsExactly(new OffsetRange(1, 100, 200));
    }

    @Test
    void should_join_ranges_that_overlap_or_are_near() {
        assertThat(missing(range(0, 20), range(10, 30), range(500, 600), range(90_000, 90_001)))
                .containsExactly(range(0, 600), range(90_000, 90_001));
    }

    @Test
    void should_ask_for_each_offset_once_whatever_the_ranges() {
        Random random = new Random(7);
        for (int round = 0; round < 500; round++) {
            SearchedOffsets one = new SearchedOffsets();
            TreeSet<Long> known = new TreeSet<>();
            List<OffsetRange> before = ranges(random);
            before.forEach(one::add);
            before.forEach(range -> offsets(range).forEach(known::add));
            List<OffsetRange> wanted = ranges(random);

            List<Long> read = one.missing(wanted).stream()
                    .flatMap(range -> offsets(range).boxed())
                    .toList();

            assertThat(read).doesNotHaveDuplicates().isSorted().noneMatch(known::contains);
            wanted.forEach(range -> offsets(range)
                    .forEach(offset -> assertThat(read.contains(offset)).isEqualTo(!known.contains(offset))));
            known.forEach(offset -> assertThat(one.contains(new RecordPosition("orders", 0, offset)))
                    .isTrue());
        }
    }

    private static List<OffsetRange> ranges(Random random) {
        return random.ints(3, 0, 40)
                .mapToObj(from -> range(from, from + random.nextInt(12)))
                .toList();
    }

    private static LongStream offsets(OffsetRange range) {
        return LongStream.range(range.from(), range.to());
    }

    private List<OffsetRange> missing(OffsetRange... ranges) {
        return searched.missing(Arrays.asList(ranges));
    }

    private static OffsetRange range(long from, long to) {
        return new OffsetRange(0, from, to);
    }
}
