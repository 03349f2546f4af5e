package io.orderpipeline.consumer.verify;

import static io.orderpipeline.consumer.verify.FakeWorld.TOPIC;
import static io.orderpipeline.consumer.verify.FakeWorld.order;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.ServiceWait.StoppedException;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.consumer.cassandra.row.StoredOrder;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each test damages one thing in data that passes. */
class VerificationTest {

    private static final byte[] GARBAGE = "no order".getBytes(UTF_8);

    @TempDir
    private Path folder;

    private final FakeWorld world = new FakeWorld();

    /** Offsets 0 to 2 are orders a, b and a again; 3 is invalid. */
    @BeforeEach
    void makeAllWell() {
        world.send(0, order("a", 1));
        world.send(0, order("b", 1));
        world.send(0, order("a", 2));
        world.sendBytes(0, GARBAGE);
        world.deadLetter(0, 3, InvalidReason.NOT_JSON);
        world.store(0, 2, order("a", 2));
        world.store(0, 1, order("b", 1));
        world.consumed(0);
    }

    @Test
    void should_pass_and_report_the_counts() throws Exception {
        VerifyReport report = verify();

        assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.PASS);
        assertThat(report.total(VerifyCount.RECORDS)).isEqualTo(4);
        assertThat(report.total(VerifyCount.ORDERS)).isEqualTo(2);
        assertThat(report.total(VerifyCount.ROWS)).isEqualTo(2);
        assertThat(report.total(VerifyCount.DEAD_LETTERS_EXPECTED)).isEqualTo(1);
        assertThat(report.total(VerifyCount.DEAD_LETTERS_FOUND)).isEqualTo(1);
        assertThat(report.notes()).isEmpty();
    }

    @Test
    void should_name_a_duplicated_order_and_pass() throws Exception {
        assertThat(only(VerifyCount.DUPLICATED)).isEqualTo(new VerifyReport.Example("orders-0@2", "a", List.of(), ""));
    }

    @Test
    void should_name_a_missing_row_by_its_last_record() throws Exception {
        world.rows(0).remove("a");

        assertThat(failure(VerifyCount.MISSING)).isEqualTo(new VerifyReport.Example("orders-0@2", "a", List.of(), ""));
    }

    @Test
    void should_name_a_row_that_holds_an_earlier_record_and_the_columns_that_differ() throws Exception {
        world.store(0, 0, order("a", 1));

        assertThat(failure(VerifyCount.WRONG))
                .isEqualTo(new VerifyReport.Example("orders-0@2", "a", List.of("quantity", "total_amount"), ""));
    }

    @Test
    void should_name_a_column_that_is_not_set() throws Exception {
        StoredOrder row = world.rows(0).get("b");
        List<ByteBuffer> values = new ArrayList<>(row.values());
        values.set(0, null);
        world.rows(0).put("b", new StoredOrder(row.orderId(), values, 1, ""));

        assertThat(failure(VerifyCount.WRONG).columns()).containsExactly("customer_name");
    }

    @Test
    void should_name_a_row_whose_order_is_not_in_the_topic() throws Exception {
        world.store(0, 1_700_000_000_000_000L, order("c", 1));

        VerifyReport.Example example = failure(VerifyCount.UNEXPECTED);
        assertThat(example.orderId()).isEqualTo("c");
        assertThat(example.note()).contains("something other than this consumer");
    }

    @Test
    void should_find_rows_in_partitions_that_the_topic_does_not_have() throws Exception {
        world.store(7, 1, order("b", 1));

        assertThat(failure(VerifyCount.UNEXPECTED).place()).isEqualTo("table partition 7");
    }

    @Test
    void should_compare_a_row_only_with_records_of_its_own_partition() throws Exception {
        world.send(1, order("b", 1));
        world.consumed(1);

        assertThat(failure(VerifyCount.MISSING).place()).isEqualTo("orders-1@0");
    }

    @Test
    void should_be_incomplete_while_records_are_not_consumed() throws Exception {
        world.send(0, order("c", 1));
        world.sendBytes(0, GARBAGE);
        world.consumed(0, 4);

        VerifyReport report = verify();
        assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.INCOMPLETE);
        assertThat(report.total(VerifyCount.NOT_YET_CONSUMED)).isEqualTo(2);
        assertThat(report.notes())
                .singleElement()
                .asString()
                .startsWith("2 records of the topic are not consumed yet, and none of them counts as missing")
                .contains("lag is 0", "--wait 5m");
        assertThat(examples(report, VerifyCount.NOT_YET_CONSUMED))
                .containsExactly(
                        new VerifyReport.Example("orders-0@4", "c", List.of(), ""),
                        new VerifyReport.Example("orders-0@5", null, List.of(), "invalid: not-json"));
    }

    @Test
    void should_accept_rows_and_dead_letters_that_are_ahead_of_the_committed_offset() throws Exception {
        world.consumed(0, 2);

        assertThat(verify().verdict()).isEqualTo(VerifyReport.Verdict.INCOMPLETE);
    }

    @Test
    void should_accept_what_a_running_consumer_does_with_records_after_the_start() throws Exception {
        world.send(0, order("b", 7));
        world.send(0, order("c", 1));
        world.sendBytes(0, GARBAGE);
        world.deadLetter(0, 6, InvalidReason.NOT_JSON);
        world.store(0, 4, order("b", 7));
        world.store(0, 5, order("c", 1));

        VerifyReport report = verify();
        assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.PASS);
        assertThat(report.total(VerifyCount.DUPLICATED))
                .as("later records are not counted")
                .isEqualTo(1);
    }

    @Test
    void should_fail_and_not_be_incomplete_when_a_row_ahead_is_wrong() throws Exception {
        world.send(0, order("c", 1));
        world.consumed(0, 4);
        world.store(0, 4, order("c", 9));

        assertThat(failure(VerifyCount.WRONG).orderId()).isEqualTo("c");
    }

    @Test
    void should_name_a_missing_dead_letter_with_its_reason() throws Exception {
        world.sendBytes(0, null);
        world.consumed(0);

        assertThat(failure(VerifyCount.DEAD_LETTER_MISSING))
                .isEqualTo(new VerifyReport.Example("orders-0@4", null, List.of(), "invalid: null-value"));
    }

    @Test
    void should_count_and_name_identical_dead_letters_of_one_record_and_pass() throws Exception {
        world.deadLetter(0, 3, InvalidReason.NOT_JSON);
        world.deadLetter(0, 3, InvalidReason.NOT_JSON);

        VerifyReport report = verify();
        assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.PASS);
        assertThat(report.total(VerifyCount.DEAD_LETTER_DOUBLED)).isEqualTo(2);
        assertThat(examples(report, VerifyCount.DEAD_LETTER_DOUBLED))
                .first()
                .isEqualTo(new VerifyReport.Example("dead-0@1", null, List.of(), "of orders-0@3"));
        assertThat(report.notes())
                .singleElement()
                .asString()
                .startsWith("Partition 0: 2 dead letters are duplicates")
                .contains("reset to earlier offsets", "another group has the same --dead-letter-topic");
    }

    @Test
    void should_fail_for_a_second_dead_letter_with_other_content() throws Exception {
        world.deadLetter(TOPIC, 0, 3, InvalidReason.NOT_JSON, "else".getBytes(UTF_8));

        assertThat(failure(VerifyCount.DEAD_LETTER_DIFFERENT).columns()).containsExactly("value");
    }

    @Test
    void should_name_a_dead_letter_of_a_valid_record() throws Exception {
        world.deadLetter(0, 1, InvalidReason.NOT_JSON);

        assertThat(failure(VerifyCount.DEAD_LETTER_UNEXPECTED).note()).isEqualTo("of orders-0@1");
    }

    @Test
    void should_name_a_dead_letter_without_an_origin() throws Exception {
        world.foreignDeadLetter();

        assertThat(failure(VerifyCount.DEAD_LETTER_UNEXPECTED).place()).isEqualTo("dead-0@1");
    }

    @Test
    void should_skip_dead_letters_of_other_topics() throws Exception {
        world.deadLetter("returns", 0, 3, InvalidReason.NOT_JSON, GARBAGE);

        VerifyReport report = verify();
        assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.PASS);
        assertThat(report.notes()).singleElement().asString().contains("other topics");
    }

    @Test
    void should_name_what_differs_in_a_dead_letter() throws Exception {
        world.sendBytes(0, GARBAGE);
        world.deadLetter(TOPIC, 0, 4, InvalidReason.TOO_LARGE, "else".getBytes(UTF_8));
        world.consumed(0);

        assertThat(failure(VerifyCount.DEAD_LETTER_DIFFERENT).columns()).containsExactly("reason", "value");
    }

    @Test
    void should_accept_a_dead_letter_that_was_cut_by_length_and_hash_of_the_whole() throws Exception {
        long offset = world.sendBytes(0, GARBAGE);
        world.cutDeadLetter(0, offset, InvalidReason.NOT_JSON, GARBAGE);
        world.consumed(0);

        assertThat(verify().verdict()).isEqualTo(VerifyReport.Verdict.PASS);
    }

    @Test
    void should_find_a_dead_letter_that_was_cut_from_another_value() throws Exception {
        long offset = world.sendBytes(0, GARBAGE);
        world.cutDeadLetter(0, offset, InvalidReason.NOT_JSON, "else".getBytes(UTF_8));
        world.consumed(0);

        assertThat(failure(VerifyCount.DEAD_LETTER_DIFFERENT).columns()).containsExactly("value");
    }

    @Test
    void should_expect_the_row_before_an_update_that_the_database_rejected() throws Exception {
        long refused = world.send(0, order("b", 9));
        world.deadLetter(0, refused, InvalidReason.REFUSED_BY_DATABASE);
        world.consumed(0);

        VerifyReport report = verify();
        assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.INCOMPLETE);
        assertThat(report.notes()).singleElement().asString().contains("only Cassandra knows why");
        assertThat(examples(report, VerifyCount.REFUSED_BY_DATABASE))
                .containsExactly(new VerifyReport.Example("orders-0@4", "b", List.of(), ""));
    }

    @Test
    void should_not_pass_when_a_dead_letter_claims_that_the_database_refused_an_order_without_a_row() throws Exception {
        world.rows(0).remove("b");
        world.deadLetter(0, 1, InvalidReason.REFUSED_BY_DATABASE);

        VerifyReport report = verify();
        assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.INCOMPLETE);
        assertThat(report.total(VerifyCount.REFUSED_BY_DATABASE)).isEqualTo(1);
    }

    @Test
    void should_pass_when_the_database_of_another_group_refused_an_order_that_has_its_row() throws Exception {
        world.deadLetter(0, 1, InvalidReason.REFUSED_BY_DATABASE);

        VerifyReport report = verify();
        assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.PASS);
        assertThat(report.total(VerifyCount.ORDERS)).isEqualTo(2);
        assertThat(report.total(VerifyCount.DEAD_LETTERS_FOUND)).isEqualTo(2);
        assertThat(examples(report, VerifyCount.STORED_AND_DEAD_LETTERED))
                .containsExactly(new VerifyReport.Example("orders-0@1", "b", List.of(), ""));
        assertThat(report.notes())
                .singleElement()
                .asString()
                .startsWith("Partition 0: 1 dead letters are those of orders that are stored");
    }

    @Test
    void should_pass_after_the_replay_of_a_rejected_order_unless_it_was_repaired() throws Exception {
        replayRejected(order("c", 1), order("c", 1));
        assertThat(verify().verdict()).isEqualTo(VerifyReport.Verdict.PASS);

        replayRejected(order("d", 1), order("d", 2));
        VerifyReport report = verify();
        assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.INCOMPLETE);
        assertThat(report.total(VerifyCount.REFUSED_BY_DATABASE)).isEqualTo(1);
    }

    private void replayRejected(Order order, Order replayed) {
        world.deadLetter(0, world.send(0, order), InvalidReason.REFUSED_BY_DATABASE);
        world.store(0, world.send(0, replayed), replayed);
        world.consumed(0);
    }

    @Test
    void should_name_a_wrong_row_of_an_order_that_the_database_refused() throws Exception {
        world.deadLetter(0, 1, InvalidReason.REFUSED_BY_DATABASE);
        world.store(0, 1, order("b", 7));

        assertThat(failure(VerifyCount.UNEXPECTED).orderId()).isEqualTo("b");
    }

    @Test
    void should_not_accept_an_invalid_record_as_rejected_by_the_database() throws Exception {
        long invalid = world.sendBytes(0, GARBAGE);
        world.deadLetter(0, invalid, InvalidReason.REFUSED_BY_DATABASE);
        world.consumed(0);

        assertThat(failure(VerifyCount.DEAD_LETTER_DIFFERENT).columns()).containsExactly("reason");
    }

    @Test
    void should_skip_rows_whose_records_the_topic_has_deleted() throws Exception {
        world.offsets.put(0, new Offsets(2, 4, 4));

        VerifyReport report = verify();
        assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.PASS);
        assertThat(report.total(VerifyCount.ROWS_OLDER_THAN_TOPIC)).isEqualTo(1);
        assertThat(report.notes()).singleElement().asString().contains("they cannot be verified");
    }

    @Test
    void should_skip_rows_and_dead_letters_whose_records_were_compacted() throws Exception {
        world.send(0, order("c", 1));
        world.consumed(0);
        world.store(0, 4, order("c", 1));
        world.compact(0, 1);
        world.compact(0, 3);

        VerifyReport report = verify();
        assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.INCOMPLETE);
        assertThat(report.total(VerifyCount.ROWS_OLDER_THAN_TOPIC)).isEqualTo(1);
        assertThat(report.total(VerifyCount.DEAD_LETTERS_OLDER_THAN_TOPIC)).isEqualTo(1);
        assertThat(report.total(VerifyCount.GAPS_OF_COMPACTION)).isEqualTo(2);
        assertThat(report.notes()).hasSize(2);
        assertThat(report.notes().get(0)).contains("2 rows and dead letters");
        assertThat(report.notes().get(1)).contains("2 of its offsets have no record", "transaction markers");
    }

    @Test
    void should_not_pass_when_compaction_deleted_records_before_they_were_consumed() throws Exception {
        world.rows(0).remove("b");
        world.compact(0, 1);

        VerifyReport report = verify();
        assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.INCOMPLETE);
        assertThat(report.total(VerifyCount.GAPS_OF_COMPACTION)).isEqualTo(1);
    }

    @Test
    void should_pass_a_compacted_topic_that_has_every_record() throws Exception {
        world.isCompacted = true;
        world.send(0, order("c", 1));

        VerifyReport report = verify();
        assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.PASS);
        assertThat(report.total(VerifyCount.GAPS_OF_COMPACTION)).isZero();
    }

    @Test
    void should_neither_fail_nor_pass_a_row_whose_newest_record_was_compacted() throws Exception {
        world.compact(0, 2);

        assertThat(verify().verdict()).isEqualTo(VerifyReport.Verdict.INCOMPLETE);
    }

    @Test
    void should_name_a_row_of_a_compacted_record_that_was_not_replaced_by_a_later_one() throws Exception {
        world.store(0, 0, order("a", 1));
        world.compact(0, 0);

        assertThat(failure(VerifyCount.WRONG).place()).isEqualTo("orders-0@2");
    }

    @Test
    void should_name_a_row_that_no_record_of_a_compacted_topic_can_explain() throws Exception {
        world.compact(0, 1);
        world.store(0, 9, order("stray", 1));

        assertThat(failure(VerifyCount.UNEXPECTED).orderId()).isEqualTo("stray");
    }

    @Test
    void should_not_pass_when_records_were_deleted_before_they_were_consumed() throws Exception {
        world.offsets.put(0, new Offsets(2, 4, 1));

        VerifyReport report = verify();
        assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.INCOMPLETE);
        assertThat(report.notes()).anyMatch(note -> note.contains("deleted 1 offsets before the group consumed them"));
    }

    @Test
    void should_not_pass_when_records_were_deleted_before_a_group_that_has_caught_up_consumed_them() throws Exception {
        world.lostMeanwhile.put(0, 7L);

        VerifyReport report = verify();
        assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.INCOMPLETE);
        assertThat(report.total(VerifyCount.DELETED_BEFORE_CONSUMED)).isEqualTo(7);
    }

    @Test
    void should_not_count_what_was_deleted_after_the_end_of_the_start() throws Exception {
        world.offsets.put(0, new Offsets(4, 3, 3));

        assertThat(verify().total(VerifyCount.DELETED_BEFORE_CONSUMED)).isZero();
    }

    @Test
    void should_skip_dead_letters_whose_records_the_topic_has_deleted() throws Exception {
        world.offsets.put(0, new Offsets(4, 4, 4));

        VerifyReport report = verify();
        assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.PASS);
        assertThat(report.total(VerifyCount.DEAD_LETTERS_OLDER_THAN_TOPIC)).isEqualTo(1);
    }

    @Test
    void should_name_the_offset_that_an_unexpected_row_was_written_at() throws Exception {
        world.store(0, 1, order("c", 1));

        assertThat(failure(VerifyCount.UNEXPECTED).note()).isEqualTo("written at offset 1");
    }

    @Test
    void should_not_pass_while_an_open_transaction_hides_records() throws Exception {
        world.offsets.put(0, new Offsets(0, 4, 4, 1_000));

        VerifyReport report = verify();
        assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.INCOMPLETE);
        assertThat(report.total(VerifyCount.HIDDEN)).isEqualTo(1_000);
        assertThat(report.notes()).singleElement().asString().contains("hides 1,000 offsets from 4 on");
    }

    @Test
    void should_question_a_group_that_has_consumed_nothing() throws Exception {
        world.consumed(0, 0);

        assertThat(verify().notes()).singleElement().asString().contains("--group");
    }

    @Test
    void should_show_the_first_few_and_count_all() throws Exception {
        for (int i = 0; i < 1_000; i++) {
            world.send(0, order("lost-" + i, 1));
        }
        world.consumed(0);

        VerifyReport report = verify();
        assertThat(report.total(VerifyCount.MISSING)).isEqualTo(1_000);
        assertThat(examples(report, VerifyCount.MISSING))
                .extracting(VerifyReport.Example::place)
                .containsExactly("orders-0@4", "orders-0@5", "orders-0@6", "orders-0@7", "orders-0@8");
    }

    @Test
    void should_note_a_topic_without_any_record_and_the_table_that_does_not_exist() throws Exception {
        FakeWorld untouched = new FakeWorld();
        untouched.consumed(0);
        untouched.rows = new NoTable("shop.orders");

        VerifyReport report = untouched.verify(folder);
        assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.PASS);
        assertThat(report.notes())
                .containsExactly("Nothing was ever produced to the topic orders", "There is no table shop.orders");
    }

    @Test
    void should_end_when_a_stop_is_requested() {
        world.stop.request();

        assertThatThrownBy(this::verify).isInstanceOf(StoppedException.class);
    }

    /** The example of the only failure. */
    private VerifyReport.Example failure(VerifyCount kind) throws InterruptedException {
        VerifyReport report = verify();
        assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.FAIL);
        assertThat(Arrays.stream(VerifyCount.values())
                        .filter(any -> any.verdict() == VerifyReport.Verdict.FAIL)
                        .filter(any -> report.total(any) > 0))
                .containsExactly(kind);
        assertThat(report.total(kind)).isEqualTo(1);
        return examples(report, kind).get(0);
    }

    private VerifyReport.Example only(VerifyCount kind) throws InterruptedException {
        List<VerifyReport.Example> examples = examples(verify(), kind);
        assertThat(examples).hasSize(1);
        return examples.get(0);
    }

    private static List<VerifyReport.Example> examples(VerifyReport report, VerifyCount kind) {
        return report.partitions().stream()
                .map(PartitionReport::examples)
                .map(examples -> examples.getOrDefault(kind, List.of()))
                .flatMap(List::stream)
                .toList();
    }

    private VerifyReport verify() throws InterruptedException {
        return world.verify(folder);
    }
}
