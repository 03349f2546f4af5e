package io.orderpipeline.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.cli.Program;
import io.orderpipeline.consumer.kafka.FakeTopic;
import io.orderpipeline.consumer.kafka.TopicScan;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterListingTest {

    private static final Instant NOW = Instant.ofEpochMilli(1_700_000_400_000L);

    private final List<ConsumerRecord<byte[], byte[]>> letters = List.of(
            Letters.record(0, 0, "orders-0@5", "not-json", "\u001b[2Jsecret".getBytes(UTF_8)),
            Letters.record(0, 1, "orders-1@6", "not-json"),
            Letters.record(1, 2, "orders-2@7", "too-large"));
    private final DeadLetterFilter everything = DeadLetterFilter.of(null, null, null);

    @Test
    void should_show_the_newest_and_count_them_all() {
        assertThat(table(new DeadLetterListing(everything, 2, true), letters))
                .containsExactly(
                        "The newest 2 of 3 dead letters in dead",
                        "  origin      reason       age  detail   value",
                        "  orders-1@6  not-json   4 min  because  value",
                        "  orders-2@7  too-large  4 min  because  value",
                        "",
                        "All 3 dead letters in dead by reason",
                        "  reason     letters",
                        "  not-json         2",
                        "  too-large        1",
                        "Oldest 2023-11-14T22:15:00Z (5 min ago), newest 2023-11-14T22:15:00.002Z (4 min ago)");
    }

    @Test
    void should_count_all_reasons_whatever_is_asked_for() {
        DeadLetterFilter tooLarge = DeadLetterFilter.of(null, List.of("too-large"), null);

        assertThat(table(new DeadLetterListing(tooLarge, 50, true), letters))
                .contains("All 1 dead letters in dead that were asked for", "  not-json         2")
                .noneMatch(line -> line.contains("orders-0@5"));
    }

    @Test
    void should_show_no_value_when_told_so() {
        assertThat(table(new DeadLetterListing(everything, 50, false), letters))
                .noneMatch(line -> line.contains("secret") || line.contains("value"));
    }

    @Test
    void should_keep_control_characters_from_the_terminal() {
        var hostile = Letters.record(0, 0, "a\u001b[2Jb-0@1", "\u001b]0;owned\u0007");

        assertThat(String.join(
                        "", table(new DeadLetterListing(everything, 50, true), List.of(letters.get(0), hostile))))
                .doesNotContain("\u001b", "\u0007");
    }

    @Test
    void should_list_what_is_no_letter_of_ours_too() {
        assertThat(table(
                        new DeadLetterListing(everything, 50, true),
                        List.of(new ConsumerRecord<>("dead", 0, 0, null, new byte[0]))))
                .contains("  (another)        1")
                .anyMatch(line -> line.startsWith("  unknown  unknown"));
    }

    @Test
    void should_say_that_there_are_none() {
        assertThat(table(new DeadLetterListing(everything, 50, true), List.of()))
                .containsExactly("There are no dead letters in dead.");
    }

    @Test
    void should_write_as_many_lines_of_json_as_are_wanted() {
        StringWriter out = new StringWriter();
        new DeadLetterListing(everything, 2, true).json(scan(letters), new PrintWriter(out));

        assertThat(out.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("{\"letter\":\"dead-"));
    }

    private static List<String> table(DeadLetterListing list, List<ConsumerRecord<byte[], byte[]>> letters) {
        StringWriter out = new StringWriter();
        assertThat(list.table(scan(letters), "dead", NOW, new PrintWriter(out))).isEqualTo(Program.OK);
        return out.toString().lines().toList();
    }

    private static TopicScan scan(List<ConsumerRecord<byte[], byte[]>> letters) {
        return FakeTopic.scan("dead", 2, letters);
    }
}
