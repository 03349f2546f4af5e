package io.orderpipeline.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.cli.Program;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dead letters from the invalid record to its replay, on real servers. */
@UsesLocalStack
final class DeadLettersIT {

    private static final String WRONG_TOTAL = OnStack.order("a-1", "Atlas").replace("10.40", "11.40");

    @TempDir
    private Path folder;

    @Test
    void should_list_the_dead_letters_of_the_consumer(LocalStack stack) throws Exception {
        OnStack orders = OnStack.named("letters_list", stack);
        orders.send(0, OnStack.order("a-0", "Globe"));
        orders.send(0, "\u001b[2Jorder received");
        orders.send(2, WRONG_TOTAL);
        orders.consume().succeeded();

        assertThat(orders.deadLetters("list").succeeded().out())
                .contains("All 2 dead letters in letters_list.dead")
                .containsPattern("letters_list-0@1 +not-json .* \\?\\[2Jorder received")
                .containsPattern("letters_list-2@0 +total-mismatch .* \\{\"order_id\":\"a-1\"");
        assertThat(orders.deadLetters("list", "--json", "--reason", "not-json")
                        .succeeded()
                        .out()
                        .lines())
                .singleElement()
                .asString()
                .contains("\"origin\":\"letters_list-0@1\"", "\"value\":\"\\u001B[2Jorder received\"");
    }

    @Test
    void should_not_list_dead_letters_of_an_aborted_transaction(LocalStack stack) throws Exception {
        OnStack orders = OnStack.named("letters_aborted", stack);
        orders.send(0, "order received");
        orders.consume().succeeded();

        try (var transaction = transaction(orders)) {
            transaction
                    .send(new ProducerRecord<>(orders.deadLetters(), "taken back".getBytes(UTF_8)))
                    .get();
            transaction.abortTransaction();
        }

        assertThat(orders.deadLetters("list").succeeded().out())
                .contains("All 1 dead letters", "order received")
                .doesNotContain("taken back");
    }

    @Test
    void should_list_nothing_when_the_topic_does_not_exist(LocalStack stack) throws Exception {
        OnStack orders = OnStack.named("letters_none", stack);

        assertThat(orders.deadLetters("list").succeeded().out()).contains("There are no dead letters");
        assertThat(orders.deadLetters("list", "--json").succeeded().out()).isEmpty();
        assertThat(orders.deadLetters("replay", "--all").succeeded().out()).contains("There are no dead letters");
        assertThat(orders.deadLetters("replay", "--origin", "letters_none-0@1").exitCode())
                .isEqualTo(Program.FAILED);
    }

    @Test
    void should_dead_letter_records_that_are_still_invalid_and_replay_each_dead_letter_once(LocalStack stack)
            throws Exception {
        OnStack orders = OnStack.named("letters_again", stack);
        orders.send(1, "order received");
        orders.consume().succeeded();

        assertThat(orders.deadLetters("replay", "--all", "--dry-run")
                        .succeeded()
                        .out())
                .contains("Would send letters_again-1@0 (not-json)");
        assertThat(orders.deadLetters("replay", "--all").succeeded().out()).contains("Sent 1; skipped 0");
        assertThat(orders.deadLetters("replay", "--all").succeeded().out()).contains("Sent 0; skipped 1");
        orders.consume().succeeded();

        assertThat(orders.deadLetters("list", "--json").succeeded().out().lines())
                .hasSize(2)
                .anyMatch(line -> line.contains("\"origin\":\"letters_again-1@0\""))
                .anyMatch(line -> line.contains("\"origin\":\"letters_again-1@1\""));
    }

    @Test
    void should_store_an_order_whose_cause_was_removed(LocalStack stack) throws Exception {
        OnStack orders = OnStack.named("letters_mended", stack);
        orders.send(2, WRONG_TOTAL);
        orders.consume().succeeded();
        assertThat(orders.product(2, "a-1")).isEmpty();

        String letters = orders.deadLetters("list", "--json").succeeded().out();
        Path mended = Files.writeString(folder.resolve("mended"), letters.replace("11.40", "10.40"));
        String[] replay = {"replay", "--from", mended.toString()};
        assertThat(orders.deadLetters(replay).succeeded().out()).contains("Sent 1; skipped 0");
        assertThat(orders.deadLetters(replay).succeeded().out()).contains("Sent 0; skipped 1");
        orders.consume().succeeded();

        assertThat(orders.product(2, "a-1")).contains("Atlas");
        assertThat(orders.deadLetters("replay", "--all").succeeded().out()).contains("Sent 0; skipped 1");
    }

    @Test
    void should_name_the_invalid_line_of_a_file(LocalStack stack) throws Exception {
        OnStack orders = OnStack.named("letters_broken", stack);
        orders.send(0, "order received");
        orders.consume().succeeded();
        String letters = orders.deadLetters("list", "--json").succeeded().out();
        Path broken = Files.writeString(folder.resolve("broken"), letters + "{\"letter\":");

        assertThat(orders.deadLetters("replay", "--from", broken.toString()).exitCode())
                .isEqualTo(Program.FAILED);
    }

    @Test
    void should_abort_the_transaction_of_a_killed_replay(LocalStack stack) throws Exception {
        OnStack orders = OnStack.named("letters_killed", stack);
        orders.send(0, "order received");
        orders.consume().succeeded();

        try (var killed = transaction(orders)) {
            killed.send(new ProducerRecord<>(orders.name(), 0, null, "half done".getBytes(UTF_8)))
                    .get();

            assertThat(orders.deadLetters("replay", "--all").succeeded().out()).contains("Sent 1; skipped 0");
        }
        orders.consume().succeeded();

        assertThat(orders.deadLetters("list", "--json").succeeded().out())
                .doesNotContain("half done")
                .contains("order received");
    }

    /** A transaction that a replay has begun and never ends. */
    private static KafkaProducer<byte[], byte[]> transaction(OnStack orders) {
        var producer = new KafkaProducer<>(
                Map.<String, Object>of(
                        "bootstrap.servers",
                        orders.stack().bootstrapServers(),
                        "transactional.id",
                        orders.deadLetters() + ".replay"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        producer.initTransactions();
        producer.beginTransaction();
        return producer;
    }
}
