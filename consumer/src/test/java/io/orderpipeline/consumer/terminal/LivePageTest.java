package io.orderpipeline.consumer.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.terminal.ScreenText;
import io.orderpipeline.common.terminal.TextStyle;
import io.orderpipeline.consumer.monitoring.EventTimeline.Event;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot.Lag;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.State;
import io.orderpipeline.consumer.monitoring.Snapshots;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LivePageTest {

    private static final Instant TIME = Instant.parse("2026-11-23T10:00:00Z");
    private static final PartitionSnapshot FIRST = Snapshots.partition(
            Snapshots.counts(0, 1_000, 900, 10, 90, null), new Lag(900, 1_200, 300, Duration.ofSeconds(4)));
    private static final PartitionSnapshot SECOND =
            Snapshots.partition(Snapshots.counts(1, 500, 500, 0, 0, null), new Lag(500, 500, 0, Duration.ZERO));
    private static final PipelineSnapshot RUNNING = Snapshots.pipeline(State.RUNNING, "", FIRST, SECOND);

    @Test
    void should_show_the_most_important_columns_at_80_columns() {
        assertThat(text(new ModelBuilder().build(), 80, 24))
                .containsExactly(
                        "orders > order-consumer   RUNNING   up 0:00:03   10:00:01",
                        "broker responds   Cassandra accepts writes   http://127.0.0.1:8080/",
                        "",
                        "",
                        "polled 1,500 = written 1,400 + dead 10 + in flight 90 + back 0",
                        "orders/s       700 now        600 over 10 s        500 mean          0 produced",
                        "lag        300, oldest    4 s  write p50     - p99     - ms   to table     - ms",
                        "no alert",
                        "",
                        " p  state          lag  behind  orders/s  max 0        p99 ms  in flight   dead",
                        " 0  ok             300     4 s         0                    -         90     10",
                        " 1  ok               0     0 s         0                    -          0      0",
                        "",
                        "last events",
                        "10:00:00  run        started",
                        "10:00:02  rebalance  partition-consumer-1 is assigned [orders-0]",
                        "",
                        "last orders in Cassandra",
                        " p  time      category      pieces       total  customer  product",
                        " 0  10:00:00  books              2       10.40  A***      Lamp?[2J 日本",
                        "",
                        "",
                        "",
                        "q quit   p pause   h help   larger terminal: +6 columns, log");
    }

    @Test
    void should_use_both_halves_of_200_columns() {
        List<String> lines = text(new ModelBuilder().build(), 200, 50);

        assertThat(lines)
                .anyMatch(line -> line.matches("orders > order-consumer   RUNNING .* broker responds .*8080/"))
                .anyMatch(line -> line.matches("polled 1,500 = .* handed back 0 +dead letters  not-json 10"))
                .anyMatch(line -> line.matches("orders/s .* produced +orders/s +▇█ max 700"))
                .anyMatch(line -> line.matches("lag .* ms +categories  books 1,400"))
                .anyMatch(line -> line.matches("no alert +requests to Cassandra  4 of at most 8   retries 0 .*"))
                .anyMatch(line -> line.contains("committed") && line.contains("requests") && line.contains("dead"))
                .endsWith("log", "10:00:00.000 INFO  Consuming orders", "q quit   p pause   h help");
    }

    @Test
    void should_show_a_sparkline_with_its_scale_where_it_fits() {
        assertThat(text(new ModelBuilder().build(), 120, 40))
                .anyMatch(line -> line.matches("orders/s .* produced +▇█ max 700"));
    }

    @Test
    void should_give_an_empty_log_no_row() {
        ModelBuilder model = new ModelBuilder();
        model.log = Optional.of(List.of());

        assertThat(text(model.build(), 200, 50)).doesNotContain("log");
    }

    @Test
    void should_name_what_is_unavailable() {
        PartitionSnapshot held = Snapshots.partition(Snapshots.counts(0, 1_000, 900, 10, 90, "timed out"), null);
        ModelBuilder model = new ModelBuilder();
        model.snapshot = Snapshots.withoutBroker();
        assertThat(text(model.build(), 80, 24)).anyMatch(line -> line.startsWith("broker UNAVAILABLE   Cassandra acc"));

        model.snapshot =
                Snapshots.pipeline(State.DEGRADED, "held up by Cassandra: timed out", Duration.ofSeconds(6), held);
        model.alerts = List.of("no-progress");
        model.dashboard = Optional.empty();

        assertThat(text(model.build(), 80, 24))
                .contains("broker responds   Cassandra UNAVAILABLE   no dashboard")
                .contains("held up by Cassandra: timed out", "ALERT no-progress")
                .anyMatch(line -> line.startsWith(" 0  held up          ?       ?"));
    }

    @Test
    void should_show_an_unknown_rate_as_unknown() {
        ModelBuilder model = new ModelBuilder();
        model.snapshot = Snapshots.withoutBroker();

        assertThat(text(model.build(), 80, 24))
                .anyMatch(line -> line.startsWith("orders/s ") && line.contains(" ? produced"));
    }

    @Test
    void should_say_how_to_end_a_long_stop() {
        ModelBuilder model = new ModelBuilder();
        model.snapshot = Snapshots.pipeline(State.STOPPING, "finishing the records in flight, up to 20 s", FIRST);
        model.now = TIME.plusSeconds(6);

        assertThat(text(model.build(), 80, 24))
                .contains("orders > order-consumer   STOPPING   up 0:00:08   10:00:06")
                .contains("finishing the records in flight, up to 20 s; Ctrl+C again ends now");
    }

    @Test
    void should_distinguish_a_full_partition_from_a_paused_pipeline() {
        PartitionCounts counts = Snapshots.counts(0, 1, 1, 0, 0, null);
        PartitionCounts.Assignment full = new PartitionCounts.Assignment("partition-consumer-1", true, true, null);
        ModelBuilder model = new ModelBuilder();
        model.snapshot = Snapshots.pipeline(
                State.RUNNING,
                "",
                Snapshots.partition(
                        new PartitionCounts(
                                0, full, counts.counts(), Map.of(), Map.of(), counts.requests(), counts.position()),
                        null));

        assertThat(text(model.build(), 80, 24)).anyMatch(line -> line.startsWith(" 0  full "));
        model.paused = true;
        assertThat(text(model.build(), 80, 24))
                .anyMatch(line -> line.startsWith(" 0  paused "))
                .last()
                .asString()
                .startsWith("q quit   p resume   h help");
    }

    @ParameterizedTest
    @ValueSource(strings = {"80x24", "100x30", "120x40", "200x50"})
    void should_show_the_whole_help_on_every_usual_screen(String size) {
        ModelBuilder model = new ModelBuilder();
        model.help = true;

        assertThat(text(model.build(), size))
                .anyMatch(line -> line.startsWith("behind "))
                .anyMatch(line -> line.endsWith("other (another process)"))
                .noneMatch(line -> line.endsWith("~"))
                .endsWith("q quit   p pause   h back");
    }

    @ParameterizedTest
    @ValueSource(strings = {"80x24", "100x30", "120x40", "200x50"})
    void should_cut_nothing_of_a_usual_pipeline_without_a_hint(String size) {
        List<String> lines = text(new ModelBuilder().build(), size);

        assertThat(lines).noneMatch(line -> line.endsWith("~"));
        assertThat(lines.get(lines.size() - 1)).startsWith("q quit   p pause   h help");
        assertThat(lines.contains("last events")).isTrue();
        assertThat(String.join("\n", lines).contains("  thread  "))
                .isNotEqualTo(lines.get(lines.size() - 1).contains("columns"));
    }

    @ParameterizedTest(name = "{0}x{1}")
    @CsvSource({"80,24", "100,30", "120,40", "200,50", "40,10", "120,60", "10,3", "1,1"})
    void should_fit_any_screen(int width, int height) {
        PartitionSnapshot[] many = IntStream.range(0, 30)
                .mapToObj(partition ->
                        Snapshots.partition(Snapshots.counts(partition, 9_999_999_999L, 1, 1, 1, null), null))
                .toArray(PartitionSnapshot[]::new);
        ModelBuilder model = new ModelBuilder();
        model.snapshot = Snapshots.pipeline(State.DEGRADED, "a long reason ".repeat(20), many);
        model.alerts = List.of("database-away", "no-progress", "lag-growing", "dead-letters");

        for (boolean help : new boolean[] {false, true}) {
            model.help = help;
            assertThat(text(model.build(), width, height))
                    .hasSize(height)
                    .allMatch(line -> ScreenText.width(line) <= width)
                    .last()
                    .asString()
                    .startsWith("q quit   p pause".substring(0, Math.min(width - 1, 16)));
        }
    }

    /** Each number of rows that is left for the sections. */
    @Test
    void should_fit_any_height_with_any_number_of_partitions() {
        ModelBuilder model = new ModelBuilder();
        for (int partitions = 1; partitions <= 30; partitions++) {
            model.snapshot = Snapshots.pipeline(
                    State.RUNNING,
                    "",
                    IntStream.range(0, partitions)
                            .mapToObj(partition ->
                                    Snapshots.partition(Snapshots.counts(partition, 1, 1, 0, 0, null), null))
                            .toArray(PartitionSnapshot[]::new));
            for (int height = 1; height <= 60; height++) {
                assertThat(text(model.build(), 80, height)).hasSize(height);
            }
        }
    }

    @Test
    void should_count_the_partitions_that_do_not_fit_and_name_the_sections() {
        PartitionSnapshot[] many = IntStream.range(0, 30)
                .mapToObj(partition -> Snapshots.partition(
                        Snapshots.counts(partition, 1, 1, 0, 0, partition == 29 ? "timed out" : null), null))
                .toArray(PartitionSnapshot[]::new);
        ModelBuilder model = new ModelBuilder();
        model.snapshot = Snapshots.pipeline(State.RUNNING, "", many);

        assertThat(text(model.build(), 80, 24))
                .contains("... and 18 more partitions, 1 held up: larger terminal, or the dashboard")
                .endsWith("q quit   p pause   h help   larger terminal: +6 columns, events, orders, log");
    }

    @Test
    void should_keep_positions_when_the_content_changes() {
        ModelBuilder empty = new ModelBuilder();
        empty.snapshot = Snapshots.pipeline(State.DEGRADED, "away", FIRST, SECOND);
        empty.events = List.of();
        empty.alerts = List.of("no-progress");
        empty.orders = Map.of();
        empty.log = Optional.of(List.of());

        for (String fixed : List.of("last events", "last orders in Cassandra")) {
            assertThat(text(empty.build(), 200, 40).indexOf(fixed))
                    .isPositive()
                    .isEqualTo(text(new ModelBuilder().build(), 200, 40).indexOf(fixed));
        }
    }

    @Test
    void should_use_no_colour_when_disabled() {
        assertThat(ansi(true)).contains("\u001b[32;1m");
        assertThat(ansi(false)).contains("\u001b[1m").doesNotContain("\u001b[3");
    }

    private static String ansi(boolean coloured) {
        return page(new ModelBuilder().build(), 80, 24, coloured).stream()
                .map(AttributedString::toAnsi)
                .collect(Collectors.joining());
    }

    /** A running pipeline of two partitions, one second after its snapshot. */
    private static final class ModelBuilder {
        private PipelineSnapshot snapshot = RUNNING;
        private Instant now = TIME.plusSeconds(1);
        private List<Event> events = List.of(
                new Event(TIME, Event.Kind.RUN, "started"),
                new Event(TIME.plusSeconds(2), Event.Kind.REBALANCE, "partition-consumer-1 is assigned [orders-0]"));
        private List<String> alerts = List.of();
        private Map<Integer, List<Order>> orders = Map.of(
                0,
                List.of(new Order(
                        "id-1",
                        "Ada",
                        "Lamp\u001b[2J 日本",
                        "books",
                        2,
                        new BigDecimal("5.20"),
                        TIME,
                        new BigDecimal("10.40"))));
        private Optional<List<String>> log = Optional.of(List.of("10:00:00.000 INFO  Consuming orders"));
        private Optional<String> dashboard = Optional.of("http://127.0.0.1:8080/");
        private boolean paused;
        private boolean help;

        LivePage.Model build() {
            return new LivePage.Model(snapshot, now, events, alerts, orders, log, dashboard, paused, help);
        }
    }

    /** @param size columns and rows, such as 80x24 */
    private static List<String> text(LivePage.Model model, String size) {
        String[] parts = size.split("x");
        return text(model, Integer.parseInt(parts[0]), Integer.parseInt(parts[1]));
    }

    private static List<String> text(LivePage.Model model, int width, int height) {
        return page(model, width, height, true).stream()
                .map(line -> line.toString().stripTrailing())
                .toList();
    }

    private static List<AttributedString> page(LivePage.Model model, int width, int height, boolean coloured) {
        return new LivePage(
                        model, new TerminalCapabilities(width, height, new TextStyle(coloured), true, ZoneOffset.UTC))
                .lines();
    }
}
