package io.orderpipeline.consumer.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.terminal.ScreenText;
import io.orderpipeline.common.terminal.TextStyle;
import io.orderpipeline.consumer.monitoring.EventTimeline.Event;
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

class LivePageTest {

    private static final Instant TIME = Instant.parse("2026-11-23T10:00:00Z");
    private static final PartitionSnapshot FIRST = Snapshots.partition(
            Snapshots.counts(0, 1_000, 900, 10, 90, null), new Lag(900, 1_200, 300, Duration.ofSeconds(4)));
    private static final PartitionSnapshot SECOND =
            Snapshots.partition(Snapshots.counts(1, 500, 500, 0, 0, null), new Lag(500, 500, 0, Duration.ZERO));
    private static final PipelineSnapshot RUNNING = Snapshots.pipeline(State.RUNNING, "", FIRST, SECOND);

    @Test
    void should_show_the_most_important_columns_at_80_columns() {
        assertThat(text(model(RUNNING), 80, 24))
                .containsExactly(
                        "orders > order-consumer   RUNNING   up 0:00:02   10:00:00",
                        "broker responds   Cassandra accepts writes   http://127.0.0.1:8080/",
                        "",
                        "",
                        "polled 1,500 = written 1,400 + dead 10 + in flight 90 + back 0",
                        "orders/s       700 now        600 over 10 s        500 mean          0 produced",
                        "lag        300, oldest    4 s  write p50     - p99     - ms   to table     - ms",
                        "no alert",
                        "",
                        " p  state          lag  behind  orders/s  last seconds  p99 ms  in flight   dead",
                        " 0  ok             300     4 s         0                     -         90     10",
                        " 1  ok               0     0 s         0                     -          0      0",
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
                        "q quit   p pause   h help");
    }

    @Test
    void should_show_everything_at_200_columns() {
        assertThat(text(model(RUNNING), 200, 30))
                .containsExactly(
                        "orders > order-consumer   RUNNING   up 0:00:02   10:00:00",
                        "broker responds   Cassandra accepts writes   http://127.0.0.1:8080/",
                        "",
                        "",
                        "polled 1,500 = written 1,400 + dead-lettered 10 + in flight 90 + handed back 0",
                        "orders/s       700 now        600 over 10 s        500 mean          0 produced"
                                + "                                         ▇█",
                        "lag        300, oldest    4 s  write p50     - p99     - ms   to table     - ms",
                        "no alert",
                        "",
                        " p  state    thread    committed          end        lag  behind  orders/s "
                                + " last seconds                    p50 ms  p99 ms  in flight  requests "
                                + " retries   dead",
                        " 0  ok       1               900        1,200        300     4 s         0     "
                                + "                                  -       -         90       2/4        0     10",
                        " 1  ok       1               500          500          0     0 s         0     "
                                + "                                  -       -          0       2/4        0      0",
                        "",
                        "last events",
                        "10:00:00  run        started",
                        "10:00:02  rebalance  partition-consumer-1 is assigned [orders-0]",
                        "",
                        "",
                        "",
                        "last orders in Cassandra",
                        " p  time      category      pieces       total  customer  product              "
                                + "                         order_id",
                        " 0  10:00:00  books              2       10.40  A***      Lamp?[2J 日本          "
                                + "                       id-1",
                        "",
                        "",
                        "log",
                        "10:00:00.000 INFO  Consuming orders",
                        "",
                        "",
                        "",
                        "q quit   p pause   h help");
    }

    @Test
    void should_name_what_is_unavailable() {
        PartitionSnapshot held = Snapshots.partition(Snapshots.counts(0, 1_000, 900, 10, 90, "timed out"), null);
        PipelineSnapshot snapshot =
                Snapshots.pipeline(State.DEGRADED, "held up by Cassandra: timed out", Duration.ofSeconds(6), held);

        assertThat(text(
                        new LivePage.Model(
                                snapshot,
                                List.of(),
                                List.of("no-progress"),
                                Map.of(),
                                Optional.empty(),
                                Optional.empty(),
                                false,
                                false),
                        80,
                        24))
                .contains("broker NOT RESPONDING   Cassandra UNAVAILABLE   no dashboard")
                .contains("held up by Cassandra: timed out", "ALERT no-progress")
                .anyMatch(line -> line.startsWith(" 0  held up          ?       ?"));
    }

    @Test
    void should_show_an_unknown_rate_as_unknown() {
        assertThat(text(model(Snapshots.withoutBroker()), 80, 24))
                .anyMatch(line -> line.startsWith("orders/s ") && line.endsWith(" ? produced"));
    }

    @Test
    void should_show_help_on_request() {
        LivePage.Model model = model(RUNNING);
        LivePage.Model help = new LivePage.Model(
                model.snapshot(),
                model.events(),
                model.alerts(),
                model.orders(),
                model.log(),
                model.dashboard(),
                true,
                true);

        assertThat(text(help, 80, 24))
                .anyMatch(line -> line.startsWith("behind "))
                .endsWith("q quit   p resume   h back");
    }

    @ParameterizedTest(name = "{0}x{1}")
    @CsvSource({"80,24", "200,50", "40,10", "120,60", "10,3", "1,1"})
    void should_fit_any_screen(int width, int height) {
        PartitionSnapshot[] many = IntStream.range(0, 30)
                .mapToObj(partition ->
                        Snapshots.partition(Snapshots.counts(partition, 9_999_999_999L, 1, 1, 1, null), null))
                .toArray(PartitionSnapshot[]::new);

        assertThat(text(model(Snapshots.pipeline(State.RUNNING, "", many)), width, height))
                .hasSize(height)
                .allMatch(line -> ScreenText.width(line) <= width);
    }

    @Test
    void should_count_the_partitions_that_do_not_fit() {
        PartitionSnapshot[] many = IntStream.range(0, 30)
                .mapToObj(partition -> Snapshots.partition(Snapshots.counts(partition, 1, 1, 0, 0, null), null))
                .toArray(PartitionSnapshot[]::new);

        assertThat(text(model(Snapshots.pipeline(State.RUNNING, "", many)), 80, 24))
                .anyMatch(line -> line.startsWith("... and 18 more partitions"));
    }

    @Test
    void should_keep_positions_when_the_content_changes() {
        LivePage.Model full = model(RUNNING);
        LivePage.Model empty = new LivePage.Model(
                Snapshots.pipeline(State.DEGRADED, "away", FIRST, SECOND),
                List.of(),
                List.of("no-progress"),
                Map.of(),
                Optional.of(List.of()),
                Optional.empty(),
                false,
                false);

        for (String fixed : List.of("last events", "last orders in Cassandra", "log")) {
            assertThat(text(empty, 200, 40).indexOf(fixed))
                    .isPositive()
                    .isEqualTo(text(full, 200, 40).indexOf(fixed));
        }
    }

    @Test
    void should_use_no_colour_when_disabled() {
        assertThat(ansi(true)).contains("\u001b[32;1m");
        assertThat(ansi(false)).contains("\u001b[1m").doesNotContain("\u001b[3");
    }

    private static String ansi(boolean coloured) {
        return page(model(RUNNING), 80, 24, coloured).stream()
                .map(AttributedString::toAnsi)
                .collect(Collectors.joining());
    }

    private static LivePage.Model model(PipelineSnapshot snapshot) {
        Order order = new Order(
                "id-1", "Ada", "Lamp\u001b[2J 日本", "books", 2, new BigDecimal("5.20"), TIME, new BigDecimal("10.40"));
        return new LivePage.Model(
                snapshot,
                List.of(
                        new Event(TIME, Event.Kind.RUN, "started"),
                        new Event(
                                TIME.plusSeconds(2),
                                Event.Kind.REBALANCE,
                                "partition-consumer-1 is assigned [orders-0]")),
                List.of(),
                Map.of(0, List.of(order)),
                Optional.of(List.of("10:00:00.000 INFO  Consuming orders")),
                Optional.of("http://127.0.0.1:8080/"),
                false,
                false);
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
