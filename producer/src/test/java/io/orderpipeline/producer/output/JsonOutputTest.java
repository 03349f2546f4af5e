package io.orderpipeline.producer.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.producer.generator.Category;
import io.orderpipeline.producer.generator.RecordKind;
import io.orderpipeline.producer.send.SendPlan;
import io.orderpipeline.producer.send.SendPlans;
import io.orderpipeline.producer.send.SendSnapshot;
import io.orderpipeline.producer.send.SendStatistics;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class JsonOutputTest {

    private final SendPlan plan = SendPlans.paced(10, 7);
    private final SendStatistics statistics = new SendStatistics(2);

    @Test
    void should_print_one_object_per_snapshot_and_the_statistics_last() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonOutput json = new JsonOutput(out);

        statistics.made(RecordKind.ORDER);
        statistics.acknowledged(RecordKind.ORDER, Category.TOYS, 1, 41, 2_000_000);
        json.onSnapshot(snapshot());
        json.close();
        json.onEnd(statistics.report(plan, Duration.ofSeconds(2), Duration.ZERO));

        List<String> lines = out.toString(UTF_8).lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .startsWith("{\"final\":false,\"elapsed\":1.0,\"acknowledged\":1,\"perSecond\":1,")
                .contains("\"partitions\":{\"0\":0,\"1\":1}", "\"ready\":true", "\"behind\":0.02");
        assertThat(lines.get(1))
                .startsWith(
                        "{\"final\":true,\"topic\":\"orders\",\"seed\":7,\"elapsed\":2.0,\"made\":1,\"acknowledged\":1,"
                                + "\"failed\":0,\"unacknowledged\":0,")
                .contains("\"1\":{\"acknowledged\":1,\"lastOffset\":41}", "\"toys\":1", "\"p99\":0.002");
    }

    private SendSnapshot snapshot() {
        return new SendSnapshot(
                Duration.ofSeconds(1),
                1,
                1,
                List.of(1.0),
                0,
                0,
                Duration.ofMillis(20),
                Optional.empty(),
                statistics.acknowledgedByPartition(),
                Map.of(),
                statistics.latency());
    }
}
