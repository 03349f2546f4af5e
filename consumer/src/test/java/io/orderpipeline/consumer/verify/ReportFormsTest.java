package io.orderpipeline.consumer.verify;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReportFormsTest {

    private static final Offsets OFFSETS = new Offsets(0, 1_200, 1_200);

    @Test
    void should_end_with_pass_and_the_totals() {
        assertThat(ReportText.lines(report(Map.of())))
                .last()
                .isEqualTo("PASS: 2,400 records, 0 orders, 0 rows, 0 dead letters compared in 61.5 s");
    }

    @Test
    void should_end_with_fail_and_what_is_wrong() {
        assertThat(ReportText.lines(report(
                        Map.of(VerifyCount.MISSING, 1L, VerifyCount.NOT_YET_CONSUMED, 2L, VerifyCount.DUPLICATED, 3L))))
                .last()
                .asString()
                .startsWith("FAIL: missing 2, not yet consumed 4; 2,400 records");
    }

    @Test
    void should_end_with_incomplete_when_nothing_is_wrong_but_not_all_consumed() {
        assertThat(ReportText.lines(report(Map.of(VerifyCount.NOT_YET_CONSUMED, 2L))))
                .last()
                .asString()
                .startsWith("INCOMPLETE: not yet consumed 4; ");
    }

    @Test
    void should_have_tables_that_fit_in_80_columns() {
        Map<VerifyCount, Long> large = new HashMap<>();
        for (VerifyCount kind : VerifyCount.values()) {
            large.put(kind, 9_999_999L);
        }

        assertThat(ReportText.lines(report(large)))
                .filteredOn(line -> line.startsWith("  "))
                .hasSizeGreaterThan(8)
                .allMatch(line -> line.length() <= 80);
    }

    @Test
    void should_replace_control_characters_of_an_order_id() {
        assertThat(String.join("\n", ReportText.lines(report(Map.of(VerifyCount.WRONG, 1L)))))
                .contains("orders-0@7  order_id id-?[2J  differs in price, quantity")
                .doesNotContain("\u001b");
    }

    @Test
    void should_report_the_same_as_one_json_object() throws Exception {
        String line = ReportJson.line(report(Map.of(VerifyCount.WRONG, 1L)));

        assertThat(line)
                .startsWith("{\"verdict\":\"FAIL\"")
                .contains("\"wrong\":[{\"place\":\"orders-0@7\",\"order-id\":\"id-\\u001B[2J\"")
                .contains("\"columns\":[\"price\",\"quantity\"]")
                .contains("\"records\":1200", "\"missing\":0")
                .doesNotContain("\n");
        try (JsonParser json = new JsonFactory().createParser(line)) {
            json.nextToken();
            json.skipChildren();
            assertThat(json.nextToken()).isNull();
        }
    }

    @Test
    void should_leave_out_partitions_without_anything_of_hundreds() {
        Offsets none = new Offsets(0, 0, 0);
        List<PartitionReport> partitions = IntStream.range(0, 300)
                .mapToObj(number -> new PartitionReport(
                        number, none, number == 7 ? Map.of(VerifyCount.RECORDS, 5L) : Map.of(), Map.of()))
                .toList();
        VerifyReport report = new VerifyReport(
                new VerifyRange("orders", "dead", Map.of(), Map.of(), Map.of(), false),
                partitions,
                0,
                Optional.empty(),
                Duration.ofSeconds(1));

        assertThat(ReportText.lines(report))
                .hasSizeLessThan(30)
                .contains("299 partitions without records, rows and dead letters");
    }

    @Test
    void should_note_that_nothing_was_ever_produced_and_that_there_is_no_table() {
        Offsets none = new Offsets(0, 0, 0);
        VerifyReport report = new VerifyReport(
                new VerifyRange("orders", "dead", Map.of(0, none), Map.of(), Map.of(), false),
                List.of(new PartitionReport(0, none, Map.of(), Map.of())),
                0,
                Optional.of("shop.orders"),
                Duration.ofSeconds(1));

        assertThat(ReportText.lines(report))
                .contains("Nothing was ever produced to the topic orders", "There is no table shop.orders")
                .last()
                .isEqualTo("PASS: 0 records, 0 orders, 0 rows, 0 dead letters compared in 1.0 s");
        assertThat(ReportJson.line(report))
                .contains("[\"Nothing was ever produced to the topic orders\",\"There is no table shop.orders\"]");
    }

    private static VerifyReport report(Map<VerifyCount, Long> findings) {
        VerifyReport.Example example =
                new VerifyReport.Example("orders-0@7", "id-\u001b[2J", List.of("price", "quantity"), "");
        Map<VerifyCount, List<VerifyReport.Example>> examples =
                findings.containsKey(VerifyCount.WRONG) ? Map.of(VerifyCount.WRONG, List.of(example)) : Map.of();
        Map<VerifyCount, Long> all = new HashMap<>(findings);
        all.put(VerifyCount.RECORDS, 1_200L);
        return new VerifyReport(
                new VerifyRange("orders", "dead", Map.of(0, OFFSETS, 1, OFFSETS), Map.of(), Map.of(), false),
                List.of(new PartitionReport(0, OFFSETS, all, examples), new PartitionReport(1, OFFSETS, all, Map.of())),
                0,
                Optional.empty(),
                Duration.ofMillis(61_500));
    }
}
