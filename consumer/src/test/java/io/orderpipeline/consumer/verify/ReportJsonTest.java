package io.orderpipeline.consumer.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.verify.VerifyReport.Example;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Programs read the report, so that every field is a promise. */
class ReportJsonTest {

    private static final Offsets OFFSETS = new Offsets(2, 40, 30);

    @Test
    void should_have_every_field() throws Exception {
        JsonNode json = new JsonMapper().readTree(ReportJson.line(report()));

        assertThat(json.get("verdict").asText()).isEqualTo("FAIL");
        assertThat(json.get("topic").asText()).isEqualTo("orders");
        assertThat(json.get("dead-letter-topic").asText()).isEqualTo("dead");
        assertThat(json.get("milliseconds").asLong()).isEqualTo(61_500);
        assertThat(json.get("dead-letters-of-other-topics").asLong()).isEqualTo(5);
        assertThat(json.get("notes").get(0).asText()).contains("5 dead letters");
        assertThat(json.get("total").get("missing").asLong()).isEqualTo(7);
        assertThat(json.get("total").size()).isEqualTo(VerifyCount.values().length);
    }

    @Test
    void should_have_every_field_of_a_partition() throws Exception {
        JsonNode partition = new JsonMapper()
                .readTree(ReportJson.line(report()))
                .get("partitions")
                .get(0);

        assertThat(partition.get("partition").asInt()).isEqualTo(3);
        assertThat(partition.get("beginning").asLong()).isEqualTo(2);
        assertThat(partition.get("end").asLong()).isEqualTo(40);
        assertThat(partition.get("committed").asLong()).isEqualTo(30);
        assertThat(partition.get("missing").asLong()).isEqualTo(7);
        assertThat(partition.get("examples").get("missing").get(0))
                .isEqualTo(new JsonMapper()
                        .readTree("{\"place\":\"orders-3@7\",\"order-id\":\"a\",\"columns\":[\"price\"],"
                                + "\"note\":\"why\"}"));
    }

    private static VerifyReport report() {
        Example example = new Example("orders-3@7", "a", List.of("price"), "why");
        PartitionReport partition = new PartitionReport(
                3, OFFSETS, Map.of(VerifyCount.MISSING, 7L), Map.of(VerifyCount.MISSING, List.of(example)));
        VerifyRange range = new VerifyRange("orders", "dead", Map.of(3, OFFSETS), Map.of(), Map.of(), false);
        return new VerifyReport(range, List.of(partition), 5, Optional.empty(), Duration.ofMillis(61_500));
    }
}
