package io.orderpipeline.producer.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.terminal.TextStyle;
import io.orderpipeline.producer.generator.Category;
import io.orderpipeline.producer.send.SendPlan;
import io.orderpipeline.producer.send.SendPlans;
import io.orderpipeline.producer.send.SendSnapshot;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SendPageTest {

    private static final String ESCAPE = "\u001b[2J";

    private static final SendPlan PLAN = SendPlans.paced(300, 7);
    private static final Optional<List<String>> LOG = Optional.of(List.of("warned " + ESCAPE));

    @Test
    void should_show_the_figures_of_the_run() {
        assertThat(page(Optional.empty(), 80, 30))
                .contains("orders > orders   up 0:01:05   seed 7", "SENDING")
                .contains("in flight 12   failed 0   behind schedule 3 ms")
                .anyMatch(line -> line.startsWith("0                   9,000   50.0 %"))
                .anyMatch(line -> line.startsWith("orders/s       300 now        250 over 10 s"))
                .anyMatch(line -> line.matches(".*books +6,000 +33.3 %.*"));
    }

    @Test
    void should_show_why_the_broker_is_not_ready() {
        assertThat(page(Optional.of("the broker has acknowledged nothing for 12 s"), 80, 24))
                .contains("TROUBLE   the broker has acknowledged nothing for 12 s");
    }

    @ParameterizedTest
    @CsvSource({"80, 24", "100, 30", "120, 40", "200, 50", "30, 5", "2, 1"})
    void should_fill_the_screen_exactly(int width, int height) {
        List<String> lines = page(Optional.empty(), width, height);

        assertThat(lines).hasSize(height).allMatch(line -> line.length() <= width);
        assertThat(lines.get(height - 1)).startsWith("q");
    }

    @ParameterizedTest
    @CsvSource({"80, 24", "100, 30", "120, 40", "200, 50"})
    void should_show_every_partition_and_category_on_a_usual_screen(int width, int height) {
        assertThat(String.join("\n", page(Optional.empty(), width, height)))
                .contains(Stream.of(Category.values()).map(Category::key).toList())
                .doesNotContain("~", "more");
    }

    @ParameterizedTest
    @CsvSource({"80, 14", "60, 20"})
    void should_count_the_categories_that_do_not_fit(int width, int height) {
        List<String> lines = page(Optional.empty(), width, height);

        long shown = Stream.of(Category.values())
                .filter(category -> lines.stream().anyMatch(line -> line.contains(category.key())))
                .count();
        assertThat(lines)
                .anyMatch(line ->
                        line.contains("... and %d more categories".formatted(Category.values().length - shown)));
    }

    @Test
    void should_draw_bars_and_a_sparkline_with_its_scale_where_they_fit() {
        assertThat(page(Optional.empty(), 120, 40))
                .anyMatch(line -> line.matches(".*books +6,000 +33.3 % +█+ *"))
                .anyMatch(line -> line.matches("orders/s .* wanted +▆█ max 300"));
    }

    @Test
    void should_say_how_to_end_a_long_stop() {
        SendPage page = new SendPage(PLAN, snapshot(Optional.of("no broker")), true, LOG, new TextStyle(false), true);

        assertThat(text(page, 80, 24)).contains("STOPPING   up to 4 s for acknowledgements; Ctrl+C again ends now");
    }

    @Test
    void should_show_log_lines_without_control_characters() {
        assertThat(page(Optional.empty(), 80, 40))
                .anyMatch(line -> line.contains("warned"))
                .noneMatch(line -> line.contains("\u001b"));
    }

    @Test
    void should_print_the_same_figures_as_a_status_line() {
        assertThat(StatusLines.line(snapshot(Optional.of("no broker"))))
                .isEqualTo("  65 s  acknowledged 18,000  300/s  in flight 12  failed 0  behind 3 ms  no broker");
    }

    private static List<String> page(Optional<String> trouble, int width, int height) {
        return text(new SendPage(PLAN, snapshot(trouble), false, LOG, new TextStyle(false), true), width, height);
    }

    private static List<String> text(SendPage page, int width, int height) {
        return page.lines(width, height).stream()
                .map(AttributedString::toString)
                .toList();
    }

    private static SendSnapshot snapshot(Optional<String> trouble) {
        Map<Integer, Long> partitions = new TreeMap<>(Map.of(0, 9_000L, 1, 5_000L, 2, 4_000L));
        Map<Category, Long> categories = new EnumMap<>(Category.class);
        Stream.of(Category.values()).forEach(category -> categories.put(category, 0L));
        categories.put(Category.BOOKS, 6_000L);
        categories.put(Category.TOYS, 12_000L);
        Histogram latency = new Histogram(3);
        latency.recordValue(1_500);
        return new SendSnapshot(
                Duration.ofSeconds(65),
                18_000,
                300,
                Collections.unmodifiableList(List.of(200.0, 300.0)),
                12,
                0,
                Duration.ofMillis(3),
                trouble,
                partitions,
                categories,
                latency);
    }
}
