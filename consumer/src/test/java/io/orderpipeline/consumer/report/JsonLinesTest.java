package io.orderpipeline.consumer.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.consumer.monitoring.EventTimeline;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.monitoring.PipelineState;
import io.orderpipeline.consumer.monitoring.Views;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonLinesTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, UTF_8);

    @Test
    void should_print_each_view_as_an_object_on_a_line() throws IOException {
        JsonLines lines = new JsonLines(out, new EventTimeline(InstantSource.system()), () -> List.of("no-progress"));

        lines.see(Views.view(PipelineState.RUNNING, "", Views.partition(Views.snapshot(0, 3, 2, 1, 0, null), null)));
        lines.see(Views.view(PipelineState.DEGRADED, "a\nb"));

        assertThat(printed()).hasSize(2);
        assertThat(printed().get(0)).contains("\"state\":\"running\"", "\"alerts\":[\"no-progress\"]", "\"polled\":3");
        assertThat(printed().get(1)).contains("\"reason\":\"a\\nb\"");
    }

    @Test
    void should_end_with_the_statistics_and_no_customer() throws IOException {
        Order order = new Order(
                "id-1", "Ada", "日本", "books", 2, new BigDecimal("5.20"), Instant.EPOCH, new BigDecimal("10.40"));
        ConsumerStatistics statistics = new ConsumerStatistics(
                Duration.ofMillis(1_500),
                List.of(Views.snapshot(0, 3, 2, 1, 0, null), Views.snapshot(1, 1, 1, 0, 0, null)),
                Map.of(0, new Offsets(0, 4, 3)),
                Map.of(0, List.of(order)));

        JsonLines.print(out, statistics);

        assertThat(printed())
                .singleElement()
                .asString()
                .startsWith(
                        "{\"final\":true,\"elapsed\":1.5,\"reconciles\":true,\"totals\":{\"polled\":4,\"written\":3")
                .contains("\"lag\":{\"committed\":3,\"end\":4,\"records\":1}", "\"lag\":null")
                .contains("\"customer\":\"A***\"", "日本", "\"total\":\"10.40\"")
                .doesNotContain("Ada");
    }

    /** Each line must be one whole value. */
    private List<String> printed() throws IOException {
        List<String> lines = bytes.toString(UTF_8).lines().toList();
        for (String line : lines) {
            try (JsonParser json = new JsonFactory().createParser(line)) {
                json.nextToken();
                json.skipChildren();
                assertThat(json.nextToken()).isNull();
            }
        }
        return lines;
    }
}
