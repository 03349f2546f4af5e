package io.orderpipeline.consumer.verify;

import static io.orderpipeline.consumer.verify.VerifyStage.DEAD_LETTERS;
import static io.orderpipeline.consumer.verify.VerifyStage.GARBAGE;
import static io.orderpipeline.consumer.verify.VerifyStage.GROUP;
import static io.orderpipeline.consumer.verify.VerifyStage.KEYSPACE;
import static io.orderpipeline.consumer.verify.VerifyStage.ORDERS;
import static io.orderpipeline.consumer.verify.VerifyStage.UPDATED;
import static io.orderpipeline.consumer.verify.VerifyStage.id;
import static io.orderpipeline.consumer.verify.VerifyStage.partition;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.consumer.verify.VerifyStage.Outcome;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The command against real servers: the work of the real consumer passes, and every damage is named. */
@UsesLocalStack
class VerifyIT {

    private static VerifyStage stage;

    @BeforeAll
    static void consume(LocalStack stack) throws Exception {
        stage = new VerifyStage(stack);
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @Test
    void should_pass_what_the_consumer_did() {
        Outcome outcome = stage.verify(GROUP, DEAD_LETTERS);

        assertThat(outcome.lastLine())
                .startsWith("PASS: %,d records, %,d orders, %,d rows, %,d dead letters"
                        .formatted(ORDERS + GARBAGE + UPDATED + 1, ORDERS, ORDERS, GARBAGE));
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void should_report_the_same_in_json() {
        Outcome outcome = stage.verify(GROUP, DEAD_LETTERS, "--json");

        assertThat(outcome.lines())
                .singleElement()
                .asString()
                .startsWith("{\"verdict\":\"PASS\"")
                .contains("\"duplicated\":" + UPDATED);
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void should_name_a_row_that_was_deleted() {
        stage.session.execute(
                "DELETE FROM verify_it.orders WHERE partition = ? AND order_id = ?", partition(100), id(100));
        try {
            Outcome outcome = stage.verify(GROUP, DEAD_LETTERS);

            assertFailure(outcome, "FAIL: missing 1; ", "order_id " + id(100));
        } finally {
            stage.session.execute(
                    "INSERT INTO verify_it.orders (partition, order_id, customer_name, product,"
                            + " category, quantity, price,"
                            + " timestamp, total_amount) VALUES (?, ?, 'Ada', 'Lamp', 'tools', 1, 5.20, 0, 5.20)",
                    partition(100),
                    id(100));
        }
    }

    @Test
    void should_name_the_column_of_a_value_that_was_changed() {
        setProduct(101, "Lamb");
        try {
            Outcome outcome = stage.verify(GROUP, DEAD_LETTERS);

            assertFailure(outcome, "FAIL: wrong 1; ", "order_id " + id(101) + "  differs in product");
        } finally {
            setProduct(101, "Lamp");
        }
    }

    private static void setProduct(int order, String product) {
        stage.session.execute(
                "UPDATE verify_it.orders SET product = ? WHERE partition = ? AND order_id = ?",
                product,
                partition(order),
                id(order));
    }

    @Test
    void should_name_rows_that_were_added_also_where_the_topic_has_no_partition() {
        stage.session.execute(
                "INSERT INTO verify_it.orders (partition, order_id, product) VALUES (0, 'added', 'Lamp')");
        stage.session.execute("INSERT INTO verify_it.orders (partition, order_id) VALUES (9, 'elsewhere')");
        try {
            Outcome outcome = stage.verify(GROUP, DEAD_LETTERS);

            assertFailure(outcome, "FAIL: unexpected 2; ", "order_id added", "table partition 9  order_id elsewhere");
        } finally {
            stage.session.execute("DELETE FROM verify_it.orders WHERE partition = 0 AND order_id = 'added'");
            stage.session.execute("DELETE FROM verify_it.orders WHERE partition = 9 AND order_id = 'elsewhere'");
        }
    }

    @Test
    void should_name_missing_duplicate_and_changed_dead_letters() throws Exception {
        stage.copyDeadLetters("verify-spoilt", deadLetters -> {
            ConsumerRecord<byte[], byte[]> changed = deadLetters.get(0);
            changed.headers().remove("dead-letter.reason").add("dead-letter.reason", "too-large".getBytes(UTF_8));
            deadLetters.remove(1);
            deadLetters.add(deadLetters.get(2));
        });

        Outcome outcome = stage.verify(GROUP, "verify-spoilt");

        assertFailure(
                outcome,
                "FAIL: dead letter missing 1, dead letter different 1; ",
                "verify-spoilt-0@0  differs in reason",
                "verify-spoilt-0@" + (GARBAGE - 1) + "  of verify-orders-");
    }

    @Test
    void should_pass_with_a_note_when_every_dead_letter_is_there_twice() throws Exception {
        stage.copyDeadLetters("verify-twice", deadLetters -> deadLetters.addAll(List.copyOf(deadLetters)));

        Outcome outcome = stage.verify(GROUP, "verify-twice");

        assertThat(outcome.lastLine()).startsWith("PASS: ");
        assertThat(String.join("\n", outcome.lines())).contains("dead letters are duplicates");
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void should_report_every_dead_letter_missing_when_the_topic_does_not_exist() {
        Outcome outcome = stage.verify(GROUP, "verify-no-such-topic");

        assertFailure(outcome, "FAIL: dead letter missing " + GARBAGE + "; ", "invalid: null-value");
    }

    @Test
    void should_be_incomplete_while_a_tail_is_not_consumed() throws Exception {
        stage.commitBehind("verify-behind", 5);

        Outcome outcome = stage.verify("verify-behind", DEAD_LETTERS, "--wait=0");

        assertThat(outcome.lastLine()).startsWith("INCOMPLETE: not yet consumed ");
        assertThat(outcome.exitCode()).isOne();
    }

    @Test
    void should_name_the_table_of_the_group_when_it_is_another_one() {
        PrintStream before = System.err;
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        System.setErr(new PrintStream(errors, true));
        try {
            assertThat(stage.verify(GROUP, DEAD_LETTERS, "--table-layout=bounded")
                            .exitCode())
                    .isEqualTo(1);
        } finally {
            System.setErr(before);
        }
        assertThat(errors.toString())
                .contains(
                        "The group " + GROUP + " writes to verify_it.orders, and verify reads"
                                + " verify_it.orders_by_bucket:",
                        "there is no table verify_it.orders_by_bucket");
    }

    @Test
    void should_question_the_group_when_it_has_consumed_nothing() {
        Outcome outcome = stage.verify("verify-typo", DEAD_LETTERS, "--wait=0");

        assertThat(outcome.lastLine()).startsWith("INCOMPLETE: not yet consumed 3,151");
        assertThat(String.join("\n", outcome.lines())).contains("is it the right --group?");
    }

    @Test
    void should_pass_a_topic_without_a_record_although_there_is_no_table() throws Exception {
        stage.create("verify-untouched");

        Outcome outcome = stage.verifyIn("verify-untouched", "verify_no_keyspace");

        assertThat(outcome.lastLine()).startsWith("PASS: 0 records, 0 orders, 0 rows, 0 dead letters compared");
        assertThat(outcome.lines())
                .contains(
                        "Nothing was ever produced to the topic verify-untouched",
                        "There is no table verify_no_keyspace.orders");
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void should_fail_without_a_table_when_the_topic_has_records() {
        assertThat(stage.verifyIn(VerifyStage.TOPIC, "verify_no_keyspace")).isEqualTo(new Outcome(1, List.of()));
    }

    @Test
    void should_fail_without_a_topic() {
        assertThat(stage.verifyIn("verify-no-such-topic", KEYSPACE)).isEqualTo(new Outcome(1, List.of()));
    }

    private static void assertFailure(Outcome outcome, String lastLine, String... named) {
        assertThat(outcome.lastLine()).startsWith(lastLine);
        assertThat(String.join("\n", outcome.lines())).contains(named).doesNotContain("Ada");
        assertThat(outcome.exitCode()).isOne();
    }
}
