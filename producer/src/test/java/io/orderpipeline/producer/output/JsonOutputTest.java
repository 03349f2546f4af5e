package io.orderpipeline.producer.output;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.producer.generator.Category;
import io.orderpipeline.producer.generator.RecordKind;
import io.orderpipeline.producer.send.BrokerReadiness;
import io.orderpipeline.producer.send.CategorySpread;
import io.orderpipeline.producer.send.ManualClock;
import io.orderpipeline.producer.send.PaceSettings;
import io.orderpipeline.producer.send.Pacer;
import io.orderpipeline.producer.send.SendStatistics;
import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class JsonOutputTest {

    private final ManualClock clock = new ManualClock();
    private final SendStatistics statistics = new SendStatistics(2);
    private final PaceSettings pace = new PaceSettings(10, OptionalLong.empty(), Optional.empty());

    @Test
    void should_print_one_object_a_view_and_the_statistics_last() {
        Pacer pacer = new Pacer(pace, clock.getAsLong(), clock, clock);
        SendMeter meter = new SendMeter(statistics, pacer, new BrokerReadiness(statistics, clock), clock);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        JsonOutput json = new JsonOutput(out);

        statistics.made(RecordKind.ORDER);
        statistics.acknowledged(RecordKind.ORDER, Category.TOYS, 1, 41, 2_000_000);
        clock.pass(1_000_000_000);
        json.see(meter.look());
        json.close();
        json.end(new ProducerStatistics(
                "orders", 7, new CategorySpread(2), pace, Duration.ofSeconds(2), Duration.ZERO, statistics.report()));

        List<String> lines = out.toString(UTF_8).lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0))
                .startsWith("{\"final\":false,\"elapsed\":1.0,\"acknowledged\":1,\"perSecond\":1,")
                .contains("\"partitions\":{\"0\":0,\"1\":1}", "\"ready\":true");
        assertThat(lines.get(1))
                .startsWith(
                        "{\"final\":true,\"topic\":\"orders\",\"seed\":7,\"elapsed\":2.0,\"made\":1,\"acknowledged\":1,"
                                + "\"failed\":0,\"unacknowledged\":0,")
                .contains("\"1\":{\"acknowledged\":1,\"lastOffset\":41}", "\"toys\":1", "\"p99\":0.002");
    }
}
