package io.orderpipeline.consumer.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.terminal.ScreenText;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot.Lag;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.State;
import io.orderpipeline.consumer.monitoring.Snapshots;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ConsumerStatisticsTest {

    private static final PartitionCounts FIRST = Snapshots.counts(0, 1_000, 900, 10, 90, null);
    private static final PartitionCounts SECOND = Snapshots.counts(1, 500, 500, 0, 0, "timed out");
    private static final Map<Integer, Offsets> OFFSETS =
            Map.of(0, new Offsets(0, 1_200, 900), 1, new Offsets(0, 500, 500));

    @Test
    void should_format_the_state_as_one_line() {
        String line = ConsumerOutput.statusLine(Snapshots.pipeline(
                State.DEGRADED,
                "held up: timed out",
                Snapshots.partition(FIRST, new Lag(900, 1_200, 300, Duration.ofSeconds(4))),
                Snapshots.partition(SECOND, new Lag(500, 500, 0, Duration.ZERO))));

        assertThat(line)
                .contains(
                        "0:00:02", "polled 1,500", "written 1,400", "dead letters 10", "in flight 90", "(4/8 requests)")
                .contains("700/s", "lag 300  (p0 300", "p1 0", "oldest waits 4 s", "held up: timed out");
    }

    @Test
    void should_show_the_partitions_that_lag_most_of_hundreds() {
        PartitionSnapshot[] partitions = IntStream.range(0, 300)
                .mapToObj(number -> Snapshots.partition(
                        Snapshots.counts(number, 10, 10, 0, 0, null),
                        new Lag(10, 10 + number / 250 * number, number / 250 * number, Duration.ZERO)))
                .toArray(PartitionSnapshot[]::new);

        String line = ConsumerOutput.statusLine(Snapshots.pipeline(State.RUNNING, "", partitions));

        assertThat(line)
                .contains("(p299 299  p298 298 ", " p276 276  276 others 6,825)")
                .hasSizeLessThan(500);
    }

    @Test
    void should_count_hundreds_of_partitions_without_lag() {
        PartitionSnapshot[] partitions = IntStream.range(0, 300)
                .mapToObj(number -> Snapshots.partition(
                        Snapshots.counts(number, 10, 10, 0, 0, null), new Lag(10, 10, 0, Duration.ZERO)))
                .toArray(PartitionSnapshot[]::new);

        assertThat(ConsumerOutput.statusLine(Snapshots.pipeline(State.RUNNING, "", partitions)))
                .contains("lag 0  (300 partitions 0)");
    }

    @Test
    void should_leave_out_partitions_without_records_of_hundreds() {
        PartitionCounts[] partitions = IntStream.range(0, 300)
                .mapToObj(number -> number == 7 ? Snapshots.counts(7, 10, 10, 0, 0, null) : idle(number))
                .toArray(PartitionCounts[]::new);

        assertThat(lines(partitions))
                .hasSizeLessThan(40)
                .anyMatch(line -> line.startsWith("Partition 7, "))
                .contains("299 partitions without records: 0-6, 8-299");
    }

    @Test
    void should_select_the_partitions_once() {
        AtomicInteger selections = new AtomicInteger();
        List<PartitionCounts> partitions = new AbstractList<>() {
            @Override
            public PartitionCounts get(int number) {
                return idle(number);
            }

            @Override
            public int size() {
                return 300;
            }

            @Override
            public Stream<PartitionCounts> stream() {
                selections.incrementAndGet();
                return super.stream();
            }
        };

        new ConsumerStatistics(Duration.ofSeconds(2), partitions, Map.of(), Map.of()).lines(80);

        assertThat(selections.get()).as("not for each partition").isLessThan(20);
    }

    private static PartitionCounts idle(int partition) {
        return Snapshots.counts(partition, 0, 0, 0, 0, null);
    }

    @Test
    void should_report_lag_as_unknown_when_the_broker_does_not_respond() {
        PartitionSnapshot unknown = Snapshots.partition(FIRST, null);

        assertThat(ConsumerOutput.statusLine(Snapshots.pipeline(State.RUNNING, "", Duration.ofSeconds(6), unknown)))
                .contains("lag unknown");
        assertThat(ConsumerOutput.statusLine(Snapshots.pipeline(State.RUNNING, "", unknown)))
                .contains("lag not known yet");
    }

    @Test
    void should_end_with_totals_that_reconcile() {
        assertThat(lines(FIRST, SECOND))
                .last()
                .asString()
                .startsWith("Total: polled 1,500 = written 1,400 + dead-lettered 10 + in flight 90 + handed back 0;")
                .doesNotContain("NOT");
    }

    @Test
    void should_say_when_totals_do_not_reconcile() {
        assertThat(lines(Snapshots.counts(0, 1_000, 900, 10, 89, null)))
                .last()
                .asString()
                .contains("DOES NOT ADD UP");
    }

    @Test
    void should_not_say_that_nothing_is_committed_when_the_broker_does_not_tell() {
        PartitionCounts uncommitted = new PartitionCounts(
                FIRST.partition(),
                FIRST.assignment(),
                FIRST.counts(),
                FIRST.deadLettersByReason(),
                FIRST.writtenByCategory(),
                FIRST.requests(),
                new PartitionCounts.Position(-1, PartitionCounts.NO_TIMESTAMP));

        assertThat(new ConsumerStatistics(Duration.ofSeconds(10), List.of(uncommitted, SECOND), Map.of(), Map.of())
                        .lines(Integer.MAX_VALUE))
                .anyMatch(line -> line.matches(" +0 .* unknown +unknown"))
                .anyMatch(line -> line.matches(" +1 .* 900 +unknown"));
    }

    @Test
    void should_show_orders_with_masked_customers_and_without_control_characters() {
        assertThat(String.join("\n", lines(FIRST)))
                .contains("A***", "5.20", "10.40", "books")
                .doesNotContain("Ada", "\u001b");
    }

    @Test
    void should_count_the_further_fields_that_were_stored() {
        assertThat(lines(FIRST))
                .anyMatch(line -> line.contains("further fields: 4 stored in columns of their names, 3 not"));
    }

    @Test
    void should_fit_in_80_columns_with_large_numbers_and_long_names() {
        long many = 9_999_999_999L;
        PartitionCounts counts = Snapshots.counts(999, many, many - 20, 10, 10, null);
        Map<String, Long> categories = new TreeMap<>();
        for (int i = 0; i < 30; i++) {
            categories.put("a category with a long name ".repeat(i + 1), many);
        }
        PartitionCounts partition = new PartitionCounts(
                counts.partition(),
                counts.assignment(),
                counts.counts(),
                counts.deadLettersByReason(),
                categories,
                counts.requests(),
                counts.position());
        Order order = new Order(
                "a foreign id ".repeat(10),
                "Ada",
                "日本".repeat(100),
                "books".repeat(20),
                1_000_000,
                new BigDecimal("12345678901234567.89"),
                Instant.EPOCH,
                new BigDecimal("12345678901234567890123.89"));

        List<String> lines = new ConsumerStatistics(
                        Duration.ofDays(300),
                        List.of(partition),
                        Map.of(999, new Offsets(0, many, many)),
                        Map.of(999, List.of(order)))
                .lines(ScreenText.STANDARD_WIDTH);

        assertThat(lines).allMatch(line -> ScreenText.width(line) <= 80);
        assertThat(lines.get(lines.size() - 2)).startsWith("Total: polled 9,999,999,999 = written 9,999,999,979");
    }

    @Test
    void should_print_the_totals_in_one_line_for_scripts() {
        assertThat(lines(FIRST, SECOND))
                .last()
                .asString()
                .isEqualTo("Total: polled 1,500 = written 1,400 + dead-lettered 10 + in flight 90 + handed back 0;"
                        + " 140 orders/s in 10.0 s");
    }

    @Test
    void should_show_an_order_in_two_lines() {
        assertThat(lines(FIRST))
                .containsSequence(
                        "  newest orders in Cassandra:",
                        "    id-1  1970-01-01T00:00:00Z",
                        "      books: 2 x Lamp?[2J at 5.20 = 10.40, for A***");
    }

    private static List<String> lines(PartitionCounts... partitions) {
        Order order = new Order(
                "id-1",
                "Ada",
                "Lamp\u001b[2J",
                "books",
                2,
                new BigDecimal("5.20"),
                Instant.EPOCH,
                new BigDecimal("10.40"));
        return new ConsumerStatistics(Duration.ofSeconds(10), List.of(partitions), OFFSETS, Map.of(0, List.of(order)))
                .lines(Integer.MAX_VALUE);
    }
}
