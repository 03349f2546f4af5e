package io.orderpipeline.consumer.lookup;

import static io.orderpipeline.consumer.verify.FakeWorld.TOPIC;
import static io.orderpipeline.consumer.verify.FakeWorld.order;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.OrderJsonWriter;
import io.orderpipeline.consumer.deadletter.RecordPosition;
import io.orderpipeline.consumer.kafka.OrderDecoder;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.verify.FakeWorld;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** What a lookup says of an order in each state that it can be in. */
class OrderLookupTest {

    private static final byte[] MALFORMED = "{\"order_id\": \"a\", \"quantity\": ".getBytes(UTF_8);

    private final FakeWorld world = new FakeWorld();
    private final FakeTopics topics = new FakeTopics(world);
    private Runnable duringPause = () -> {};

    @Test
    void should_find_a_stored_order_and_the_record_that_wrote_its_row() throws Exception {
        world.send(0, order("b", 1));
        world.store(0, world.send(0, order("a", 1)), order("a", 1));
        world.consumed(0);

        OrderReport report = find("a");

        assertThat(report.verdict()).isEqualTo(new Finding(Fate.STORED, "stored from orders-0@1"));
        assertThat(fates(report)).containsExactly("orders-0@1 stored");
        assertThat(report.rows()).singleElement().satisfies(row -> {
            assertThat(row.writtenBy()).contains(new RecordPosition(TOPIC, 0, 1));
            assertThat(row.differs()).isEmpty();
            assertThat(row.values())
                    .containsEntry("customer_name", "A***")
                    .containsEntry("quantity", "1")
                    .containsEntry("total_amount", "5.20");
        });
        assertThat(report.notes()).isEmpty();
    }

    @Test
    void should_say_which_record_supersedes_an_earlier_one() throws Exception {
        world.send(0, order("a", 1));
        world.store(0, world.send(0, order("a", 2)), order("a", 2));
        world.consumed(0);

        OrderReport report = find("a");

        assertThat(report.verdict().text()).isEqualTo("stored from orders-0@1");
        assertThat(texts(report)).containsExactly("superseded by orders-0@1", "stored");
    }

    @Test
    void should_say_how_many_records_wait_before_one_and_how_long_that_takes() throws Exception {
        for (int i = 0; i < 7; i++) {
            world.send(0, order("b", i + 1));
        }
        world.send(0, order("a", 1));
        world.consumed(0, 1);
        duringPause = () -> world.consumed(0, 3);

        Finding verdict = find("a").verdict();

        assertThat(verdict)
                .isEqualTo(new Finding(Fate.NOT_CONSUMED, "not yet consumed, 4 records before it (about 4 s)"));
    }

    @Test
    void should_say_that_nothing_is_consumed_now() throws Exception {
        world.send(0, order("a", 1));
        world.consumed(0, 0);

        assertThat(find("a").verdict().text()).contains("is the consumer running?");
    }

    @Test
    void should_find_an_order_that_is_stored_while_it_looks() throws Exception {
        long offset = world.send(0, order("a", 1));
        world.consumed(0, 0);
        duringPause = () -> {
            world.store(0, offset, order("a", 1));
            world.consumed(0);
        };

        assertThat(find("a").verdict().text()).isEqualTo("stored from orders-0@0");
    }

    @Test
    void should_keep_the_verdict_of_a_waiting_update_and_name_the_row() throws Exception {
        world.store(0, world.send(0, order("a", 1)), order("a", 1));
        world.send(0, order("a", 2));
        world.consumed(0, 1);

        assertThat(find("a").verdict().fate()).isEqualTo(Fate.NOT_CONSUMED);
        assertThat(find("a").verdict().text()).endsWith("; the row is that of orders-0@0");
    }

    @Test
    void should_find_a_malformed_record_by_its_bytes_with_its_dead_letter() throws Exception {
        long offset = world.sendBytes(0, MALFORMED);
        world.deadLetter(0, offset, InvalidReason.NOT_JSON);
        world.consumed(0);

        OrderReport report = find("a");

        assertThat(report.verdict()).isEqualTo(new Finding(Fate.INVALID, "invalid: not-json, in dead-0@0"));
        assertThat(report.deadLetters()).singleElement().satisfies(deadLetter -> {
            assertThat(deadLetter.found().origin()).contains(new RecordPosition(TOPIC, 0, 0));
            assertThat(deadLetter.replayed()).contains(false);
        });
    }

    @Test
    void should_find_a_dead_letter_that_was_cut_by_the_position_of_its_record() throws Exception {
        long offset = world.sendBytes(0, MALFORMED);
        world.cutDeadLetter(0, offset, InvalidReason.NOT_JSON, MALFORMED);
        world.consumed(0);

        assertThat(find("a").verdict().text()).isEqualTo("invalid: not-json, in dead-0@0");
    }

    @Test
    void should_say_that_a_dead_letter_was_replayed_and_that_its_replay_is_stored() throws Exception {
        long offset = world.sendBytes(0, MALFORMED);
        world.deadLetter(0, offset, InvalidReason.NOT_JSON);
        RecordHeaders headers = new RecordHeaders();
        headers.add("dead-letter.replayed", "orders-0@0".getBytes(UTF_8));
        world.store(0, world.sendAt(0, 2_000, json("a", 1), headers), order("a", 1));
        world.consumed(0);
        topics.replays = Optional.of(position -> position.offset() == 0);

        OrderReport report = find("a");

        assertThat(report.verdict().text()).isEqualTo("stored from orders-0@1, a replay of orders-0@0");
        assertThat(report.deadLetters().get(0).replayed()).contains(true);
    }

    @Test
    void should_say_that_replays_are_unknown_when_their_markers_cannot_be_read() throws Exception {
        world.deadLetter(0, world.sendBytes(0, MALFORMED), InvalidReason.NOT_JSON);
        world.consumed(0);
        topics.replays = Optional.empty();

        OrderReport report = find("a");

        assertThat(report.deadLetters().get(0).replayed()).isEmpty();
        assertThat(report.notes()).singleElement().asString().contains("markers cannot be read");
    }

    @Test
    void should_say_why_the_database_refused_a_valid_order() throws Exception {
        world.deadLetter(0, world.send(0, order("a", 1)), InvalidReason.REFUSED_BY_DATABASE);
        world.consumed(0);

        assertThat(find("a").verdict().text()).isEqualTo("invalid: refused-by-database, in dead-0@0");
    }

    @Test
    void should_miss_the_dead_letter_of_a_consumed_invalid_record() throws Exception {
        world.sendBytes(0, MALFORMED);
        world.consumed(0);

        assertThat(find("a").verdict().text()).isEqualTo("invalid: not-json, its dead letter was not found");
    }

    @Test
    void should_name_the_columns_in_which_a_row_differs_from_its_record() throws Exception {
        world.store(0, world.send(0, order("a", 1)), order("a", 2));
        world.consumed(0);

        OrderReport report = find("a");

        assertThat(report.verdict())
                .isEqualTo(new Finding(
                        Fate.DIFFERS, "row differs from its record in quantity, total_amount (orders-0@0)"));
        assertThat(report.rows().get(0).differs()).containsExactly("quantity", "total_amount");
    }

    @Test
    void should_say_that_a_row_is_that_of_an_earlier_record() throws Exception {
        world.store(0, world.send(0, order("a", 1)), order("a", 1));
        world.send(0, order("a", 2));
        world.consumed(0);

        assertThat(find("a").verdict())
                .isEqualTo(new Finding(
                        Fate.DIFFERS, "row differs from its record: it is that of orders-0@0 (orders-0@1)"));
    }

    @Test
    void should_not_take_the_dead_letter_of_a_former_topic_for_one_of_this() throws Exception {
        world.deadLetter(0, world.send(0, order("a", 1)), InvalidReason.REFUSED_BY_DATABASE);
        world.logs.remove(new TopicPartition(TOPIC, 0));
        world.sendAt(0, 5_000, json("a", 1), new RecordHeaders());
        world.consumed(0);

        assertThat(find("a").verdict().fate()).isEqualTo(Fate.MISSING);
    }

    @Test
    void should_miss_the_row_of_a_consumed_order() throws Exception {
        world.send(0, order("a", 1));
        world.consumed(0);

        assertThat(find("a").verdict().fate()).isEqualTo(Fate.MISSING);
    }

    @Test
    void should_not_miss_a_row_when_the_dead_letters_are_too_many_to_search() throws Exception {
        world.send(0, order("a", 1));
        world.store(1, world.send(1, order("b", 1)), order("b", 1));
        world.send(1, order("b", 2));
        world.consumed(0);
        world.consumed(1);
        for (int i = 0; i < 10; i++) {
            world.deadLetter(1, 0, InvalidReason.NOT_JSON);
        }

        OrderLookup few = lookup(new LookupLimits(5, 5, 1, 1 << 20));
        List<OrderReport> reports = few.find(List.of("a", "b"), SearchOptions.NONE);

        assertThat(reports).extracting(report -> report.verdict().fate()).containsOnly(Fate.UNKNOWN);
        assertThat(reports.get(0).verdict().text())
                .startsWith("unknown: consumed, and the table has no row;")
                .contains("run consumer.jar order ID");
        assertThat(reports.get(1).verdict().text()).contains("the row is that of orders-1@0");
    }

    @Test
    void should_explain_a_missing_row_by_its_time_to_live() throws Exception {
        world.send(0, order("a", 1));
        world.consumed(0);
        world.timeToLive = Optional.of(Duration.ofDays(1));

        assertThat(find("a").verdict().fate()).isEqualTo(Fate.EXPIRED);
    }

    @Test
    void should_take_a_row_without_values_for_none() throws Exception {
        world.store(0, world.send(0, order("a", 1)), order("a", 1));
        world.hollow(0, "a");
        world.consumed(0);

        assertThat(find("a").verdict().fate()).isEqualTo(Fate.MISSING);
    }

    @Test
    void should_say_that_the_record_of_a_row_is_gone() throws Exception {
        world.store(0, world.send(0, order("a", 1)), order("a", 1));
        world.send(0, order("b", 1));
        world.offsets.put(0, new Offsets(1, 2, 2));

        Finding verdict = find("a").verdict();

        assertThat(verdict)
                .isEqualTo(new Finding(
                        Fate.RECORD_GONE, "stored, but its record orders-0@0 is not in the topic any more"));
        assertThat(verdict.fate().isStored()).isTrue();
    }

    @Test
    void should_say_that_the_record_of_a_dead_letter_is_gone() throws Exception {
        world.deadLetter(0, world.sendBytes(0, MALFORMED), InvalidReason.NOT_JSON);
        world.offsets.put(0, new Offsets(1, 1, 1));

        assertThat(find("a").verdict().text())
                .isEqualTo("invalid: not-json, in dead-0@0; its record is not in the topic any more");
    }

    @Test
    void should_tell_a_row_that_another_program_wrote() throws Exception {
        world.store(0, 1_700_000_000_000_000L, order("a", 1));
        world.consumed(0);

        assertThat(find("a").verdict().fate()).isEqualTo(Fate.UNEXPECTED);
    }

    @Test
    void should_compare_a_row_that_another_program_changed_with_the_last_record() throws Exception {
        world.send(0, order("a", 1));
        world.store(0, 1_700_000_000_000_000L, order("a", 3));
        world.consumed(0);

        OrderReport report = find("a");

        assertThat(report.verdict().fate()).isEqualTo(Fate.DIFFERS);
        assertThat(report.rows().get(0).writtenBy()).isEmpty();
    }

    @Test
    void should_let_the_newest_record_decide_when_the_category_has_changed() throws Exception {
        world.store(0, world.send(0, order("a", 1)), order("a", 1));
        world.store(1, world.sendAt(1, 5_000, json("a", 2), new RecordHeaders()), order("a", 2));
        world.consumed(0);
        world.consumed(1);

        OrderReport report = find("a");

        assertThat(report.verdict().text()).isEqualTo("stored from orders-1@0");
        assertThat(report.rows()).hasSize(2);
        assertThat(report.notes()).singleElement().asString().contains("more than one category");
    }

    @Test
    void should_not_take_an_invalid_record_of_another_order_for_one_of_this() throws Exception {
        world.store(0, world.send(0, order("42", 1)), order("42", 1));
        long other = world.sendBytes(0, "{\"order_id\": \"b\", \"quantity\": \"42\", ".getBytes(UTF_8));
        world.deadLetter(0, other, InvalidReason.NOT_JSON);
        world.consumed(0);

        OrderReport report = find("42");

        assertThat(report.verdict().text()).isEqualTo("stored from orders-0@0");
        assertThat(report.records()).hasSize(1);
        assertThat(report.deadLetters()).isEmpty();
    }

    @Test
    void should_list_an_invalid_record_without_an_id_that_does_not_decide() throws Exception {
        world.store(0, world.send(0, order("42", 1)), order("42", 1));
        world.deadLetter(0, world.sendBytes(0, "{\"quantity\": \"42\", ".getBytes(UTF_8)), InvalidReason.NOT_JSON);
        world.consumed(0);

        OrderReport report = find("42");

        assertThat(report.verdict().text()).isEqualTo("stored from orders-0@0");
        assertThat(report.records()).hasSize(2);
        assertThat(report.deadLetters()).hasSize(1);
    }

    @Test
    void should_let_an_invalid_record_with_the_id_decide() throws Exception {
        world.store(0, world.send(0, order("a", 1)), order("a", 1));
        world.deadLetter(0, world.sendBytes(0, MALFORMED), InvalidReason.NOT_JSON);
        world.consumed(0);

        assertThat(find("a").verdict().text())
                .isEqualTo("invalid: not-json, in dead-0@0; the row is that of orders-0@0");
    }

    @Test
    void should_not_say_that_the_record_of_a_row_is_gone_when_it_cannot_be_decoded() throws Exception {
        world.store(0, world.sendBytes(0, new byte[] {0, 0, 0, 0, 7, 2, 'a'}), order("a", 1));
        world.consumed(0);

        OrderReport report = find("a");

        assertThat(report.verdict().fate()).isEqualTo(Fate.STORED);
        assertThat(report.verdict().text()).contains("orders-0@0", "cannot be decoded");
    }

    @Test
    void should_not_take_the_record_of_another_order_for_one_of_this() throws Exception {
        world.send(0, order("a-1", 1));
        world.sendBytes(0, new String(json("b", 1), UTF_8).replace("Lamp", "a").getBytes(UTF_8));
        world.sendBytes(0, "{\"order_id\": \"a-2\", ".getBytes(UTF_8));
        world.consumed(0);

        assertThat(find("a").verdict()).isEqualTo(new Finding(Fate.NOT_FOUND, "not found in the whole topic"));
    }

    @Test
    void should_report_each_order_once_and_in_the_order_of_the_arguments() throws Exception {
        world.store(0, world.send(0, order("a", 1)), order("a", 1));
        world.consumed(0);

        assertThat(lookup(LookupLimits.NONE).find(List.of("b", "a", "b"), SearchOptions.NONE))
                .extracting(OrderReport::id)
                .containsExactly("b", "a");
    }

    @Test
    void should_keep_the_newest_of_many_records_and_count_the_others() throws Exception {
        int records = FoundRecords.MOST + 10;
        for (int i = 1; i <= records; i++) {
            world.send(0, order("a", i));
        }
        world.store(0, records - 1, order("a", records));
        world.consumed(0);

        OrderReport report = find("a");

        assertThat(report.records()).hasSize(FoundRecords.MOST);
        assertThat(report.moreRecords()).isEqualTo(10);
        assertThat(report.verdict().fate()).isEqualTo(Fate.STORED);
    }

    @Test
    void should_count_a_record_once_that_was_left_out_and_has_a_dead_letter() throws Exception {
        for (int i = 0; i <= FoundRecords.MOST; i++) {
            world.send(0, order("a", i + 1));
        }
        world.deadLetter(0, 0, InvalidReason.REFUSED_BY_DATABASE);
        world.consumed(0);

        assertThat(find("a").moreRecords()).isEqualTo(1);
    }

    @Test
    void should_refuse_a_partition_that_the_topic_does_not_have() {
        world.consumed(0);
        SearchOptions options = new SearchOptions(Optional.empty(), Optional.empty(), Set.of(7));

        assertThatThrownBy(() -> lookup(LookupLimits.NONE).find(List.of("a"), options))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("--partition 7");
    }

    private OrderReport find(String id) throws InterruptedException {
        return lookup(LookupLimits.NONE).find(List.of(id), SearchOptions.NONE).get(0);
    }

    private OrderLookup lookup(LookupLimits limits) {
        return new OrderLookup(
                topics,
                new OrderDecoder(Optional.empty()),
                () -> world,
                limits,
                new LookupProgress(() -> {}, line -> {}, System::nanoTime),
                time -> duringPause.run(),
                InstantSource.system());
    }

    private static byte[] json(String id, int quantity) {
        return new OrderJsonWriter().write(order(id, quantity));
    }

    private static List<String> texts(OrderReport report) {
        return report.records().stream().map(record -> record.finding().text()).toList();
    }

    private static List<String> fates(OrderReport report) {
        return report.records().stream()
                .map(record -> record.found().position() + " "
                        + record.finding().fate().code())
                .toList();
    }
}
