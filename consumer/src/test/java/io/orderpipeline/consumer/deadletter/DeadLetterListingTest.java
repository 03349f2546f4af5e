package io.orderpipeline.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.consumer.kafka.FakeTopic;
import io.orderpipeline.consumer.kafka.TopicScan;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterListingTest {

    private static final Instant NOW = Instant.ofEpochMilli(1_700_000_400_000L);

    private final List<ConsumerRecord<byte[], byte[]>> deadLetters = List.of(
            TestDeadLetters.record(0, 0, "orders-0@5", "not-json", "\u001b[2Jsecret".getBytes(UTF_8)),
            TestDeadLetters.record(0, 1, "orders-1@6", "not-json"),
            TestDeadLetters.record(1, 2, "orders-2@7", "too-large"));
    private final DeadLetterFilter everything = DeadLetterFilter.of(null, null, null);

    @Test
    void should_show_the_newest_and_count_them_all() {
        assertThat(table(new DeadLetterListing(everything, 2, Optional.of(ConsumerRecord::value)), deadLetters))
                .containsExactly(
                        "The newest 2 of 3 dead letters in dead",
                        "  origin      reason       age  detail   value",
                        "  orders-1@6  not-json   4 min  because  value",
                        "  orders-2@7  too-large  4 min  because  value",
                        "",
                        "All 3 dead letters in dead by reason",
                        "  reason     dead letters",
                        "  not-json              2",
                        "  too-large             1",
                        "Oldest 2023-11-14T22:15:00Z (5 min ago), newest 2023-11-14T22:15:00.002Z (4 min ago)");
    }

    @Test
    void should_count_all_reasons_whatever_the_filter() {
        DeadLetterFilter tooLarge = DeadLetterFilter.of(null, List.of("too-large"), null);

        assertThat(table(new DeadLetterListing(tooLarge, 50, Optional.of(ConsumerRecord::value)), deadLetters))
                .contains("All 1 dead letters in dead that match", "  not-json              2")
                .noneMatch(line -> line.contains("orders-0@5"));
    }

    @Test
    void should_show_no_value_without_previews() {
        assertThat(table(new DeadLetterListing(everything, 50, Optional.empty()), deadLetters))
                .noneMatch(line -> line.contains("secret") || line.contains("value"));
    }

    @Test
    void should_keep_control_characters_from_the_terminal() {
        var hostile = TestDeadLetters.record(0, 0, "a\u001b[2Jb-0@1", "\u001b]0;owned\u0007");

        assertThat(String.join(
                        "",
                        table(
                                new DeadLetterListing(everything, 50, Optional.of(ConsumerRecord::value)),
                                List.of(deadLetters.get(0), hostile))))
                .doesNotContain("\u001b", "\u0007");
    }

    @Test
    void should_list_records_of_other_programs_too() {
        assertThat(table(
                        new DeadLetterListing(everything, 50, Optional.of(ConsumerRecord::value)),
                        List.of(new ConsumerRecord<>("dead", 0, 0, null, new byte[0]))))
                .contains("  (another)             1")
                .anyMatch(line -> line.startsWith("  unknown  unknown"));
    }

    @Test
    void should_report_that_there_are_none() {
        assertThat(table(new DeadLetterListing(everything, 50, Optional.of(ConsumerRecord::value)), List.of()))
                .containsExactly("There are no dead letters in dead.");
    }

    @Test
    void should_write_json_lines_up_to_the_limit() {
        StringWriter out = new StringWriter();
        new DeadLetterListing(everything, 2, Optional.of(ConsumerRecord::value))
                .json(scan(deadLetters), new PrintWriter(out));

        assertThat(out.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"letter\":\"dead-"));
    }

    private static List<String> table(DeadLetterListing list, List<ConsumerRecord<byte[], byte[]>> deadLetters) {
        StringWriter out = new StringWriter();
        list.table(scan(deadLetters), "dead", NOW, new PrintWriter(out));
        return out.toString().lines().toList();
    }

    private static TopicScan scan(List<ConsumerRecord<byte[], byte[]>> deadLetters) {
        return FakeTopic.scan("dead", 2, deadLetters);
    }
}
