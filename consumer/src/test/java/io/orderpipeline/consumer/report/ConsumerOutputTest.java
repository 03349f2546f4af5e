package io.orderpipeline.consumer.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.orderpipeline.common.cli.OutputOptions.OutputMode;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.consumer.monitoring.EventTimeline;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.monitoring.PartitionSnapshot.Lag;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.State;
import io.orderpipeline.consumer.monitoring.Snapshots;
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

class ConsumerOutputTest {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ConsumerOutput output = new ConsumerOutput(
            new PrintStream(bytes, true, UTF_8),
            OutputMode.JSON,
            new EventTimeline(InstantSource.system()),
            () -> List.of("no-progress"));

    @Test
    void should_print_each_snapshot_as_a_json_object_on_a_line() throws IOException {
        output.onSnapshot(Snapshots.pipeline(
                State.RUNNING, "", Snapshots.partition(Snapshots.counts(0, 3, 2, 1, 0, null), null)));
        output.onSnapshot(Snapshots.pipeline(State.DEGRADED, "a\nb"));

        assertThat(printed()).hasSize(2);
        assertThat(printed().get(0)).contains("\"state\":\"running\"", "\"alerts\":[\"no-progress\"]", "\"polled\":3");
        assertThat(printed().get(1)).contains("\"reason\":\"a\\nb\"");
    }

    @Test
    void should_print_unknown_rates_as_null_and_name_the_service_in_trouble() throws IOException {
        output.onSnapshot(Snapshots.withoutBroker());

        assertThat(printed())
                .singleElement()
                .asString()
                .contains("\"produced\":{\"now\":null,\"overTenSeconds\":null,\"mean\":null}")
                .contains("\"lagRecords\":null")
                .contains("\"troubles\":{\"broker\":\"no answer\",\"database\":null,\"registry\":null,"
                        + "\"deadLetters\":null}");
    }

    @Test
    void should_tell_of_an_open_transaction_although_the_lag_is_zero() throws IOException {
        Lag lag = new Lag(5, 5, 0, Duration.ZERO, 1_000, Duration.ofSeconds(12));
        PipelineSnapshot snapshot =
                Snapshots.pipeline(State.RUNNING, "", Snapshots.partition(Snapshots.counts(0, 3, 2, 1, 0, null), lag));

        output.onSnapshot(snapshot);

        assertThat(printed())
                .singleElement()
                .asString()
                .contains("\"openTransaction\":\"an open transaction hides 1,000 records for 12 s\"")
                .contains("\"openTransactionRecords\":1000", "\"openTransactionSeconds\":12.0");
        assertThat(ConsumerOutput.statusLine(snapshot))
                .endsWith("lag 0  (p0 0)  an open transaction hides 1,000 records for 12 s");
    }

    @Test
    void should_print_the_statistics_as_json_with_masked_customers() throws IOException {
        Order order = new Order(
                "id-1", "Ada", "日本", "books", 2, new BigDecimal("5.20"), Instant.EPOCH, new BigDecimal("10.40"));
        ConsumerStatistics statistics = new ConsumerStatistics(
                Duration.ofMillis(1_500),
                List.of(Snapshots.counts(0, 3, 2, 1, 0, null), Snapshots.counts(1, 1, 1, 0, 0, null)),
                Map.of(0, new Offsets(0, 4, 3)),
                Map.of(0, List.of(order)));

        output.print(statistics);

        assertThat(printed())
                .singleElement()
                .asString()
                .startsWith(
                        "{\"final\":true,\"elapsed\":1.5,\"reconciles\":true,\"totals\":{\"polled\":4,\"written\":3")
                .contains("\"lag\":{\"committed\":3,\"end\":4,\"records\":1}", "\"lag\":null")
                .contains("\"customer\":\"A***\"", "日本", "\"total\":\"10.40\"")
                .doesNotContain("Ada");
    }

    /** Each line must be exactly one JSON value. */
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
