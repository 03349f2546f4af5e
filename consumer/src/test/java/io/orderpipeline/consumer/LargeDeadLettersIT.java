package io.orderpipeline.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.consumer.deadletter.DeadLetter;
import io.orderpipeline.consumer.deadletter.DeadLetterProducers;
import io.orderpipeline.consumer.deadletter.DeadLetterTransactions.Outcome;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;

/** Dead letters that do not fit into their topic, on real servers. */
@UsesLocalStack
final class LargeDeadLettersIT {

    private static final int DEFAULT_LIMIT = 1_048_588;

    @Test
    void should_cut_what_the_topic_cannot_take_and_store_the_orders_before_it(LocalStack stack) throws Exception {
        OnStack orders = OnStack.named("large_default", stack).withDeadLettersOf(DEFAULT_LIMIT);
        orders.send(0, OnStack.order("a-1", "Atlas"));
        orders.send(new ProducerRecord<>(orders.name(), 0, "books".getBytes(UTF_8), random(1_048_450)), "none");
        orders.send(0, OnStack.order("a-2", "Globe"));

        orders.consume().succeeded();

        assertThat(orders.product(0, "a-1")).contains("Atlas");
        assertThat(orders.product(0, "a-2")).contains("Globe");
        assertThat(orders.deadLetters("list").succeeded().out())
                .containsPattern("large_default-0@1 +too-large .*\\(cut\\)");
        assertThat(orders.verify().succeeded().out()).contains("PASS");
    }

    @Test
    void should_cut_a_compressed_value_that_is_larger_than_every_topic_accepts(LocalStack stack) throws Exception {
        OnStack orders = OnStack.named("large_compressed", stack);
        orders.send(new ProducerRecord<>(orders.name(), 1, null, new byte[20_000_000]), "gzip");

        orders.consume().succeeded();

        assertThat(orders.deadLetters("list", "--json").succeeded().out()).contains("\"value_length\":\"20000000\"");
        assertThat(orders.verify().succeeded().out()).contains("PASS");
    }

    @Test
    void should_cut_large_keys_and_headers(LocalStack stack) throws Exception {
        OnStack orders = OnStack.named("large_headers", stack).withDeadLettersOf(20_000);
        var record = new ProducerRecord<>(orders.name(), 2, random(100_000), "no order".getBytes(UTF_8));
        record.headers().add("large", random(100_000));
        record.headers().add("dead-letter.large", random(100_000));
        orders.send(record, "none");

        orders.consume().succeeded();

        assertThat(orders.deadLetters("list", "--json").succeeded().out())
                .contains("\"value\":\"no order\"", "\"key_length\":\"100000\"", "\"headers_length\":");
        assertThat(orders.verify().succeeded().out()).contains("PASS");
    }

    @Test
    void should_replay_the_whole_record_while_it_is_in_the_topic(LocalStack stack) throws Exception {
        OnStack orders = OnStack.named("large_replay", stack).withDeadLettersOf(20_000);
        orders.send(new ProducerRecord<>(orders.name(), 0, null, random(100_000)), "none");
        orders.consume().succeeded();

        assertThat(orders.deadLetters("replay", "--all").succeeded().out()).contains("Sent 1;");
        orders.consume().succeeded();
        assertThat(orders.deadLetters("list", "--json").succeeded().out().lines())
                .hasSize(2)
                .allMatch(line -> line.contains("\"value_length\":\"100000\""));
        assertThat(orders.verify().succeeded().out()).contains("PASS");

        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            var all = Map.of(new TopicPartition(orders.name(), 0), RecordsToDelete.beforeOffset(-1));
            admin.deleteRecords(all).all().get();
        }
        CommandRun refused = orders.deadLetters("replay", "--all");
        assertThat(refused.exitCode()).isEqualTo(Program.FAILED);
        assertThat(refused.out()).contains("its original large_replay-0@").contains("is no longer in the topic");
    }

    @Test
    void should_find_the_limit_by_refusals_of_the_broker(LocalStack stack) throws Exception {
        OnStack orders = OnStack.named("large_refused", stack).withDeadLettersOf(20_000);
        List<DeadLetter> committed = new ArrayList<>();
        var producers = new DeadLetterProducers(
                orders.deadLetters(),
                Map.of("bootstrap.servers", stack.bootstrapServers()),
                1_000_000,
                committed::addAll);
        var invalid = new ConsumerRecord<>(orders.name(), 0, 7, new byte[0], random(900_000));
        Map<String, Object> group = Map.of("bootstrap.servers", stack.bootstrapServers(), "group.id", orders.name());
        try (var transactions = producers.forThread(orders.name(), 1);
                var member = new KafkaConsumer<>(group, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            assertThat(transactions.commit(
                            List.of(new DeadLetter(invalid, InvalidReason.TOO_LARGE, "detail")),
                            Map.of(new TopicPartition(orders.name(), 0), new OffsetAndMetadata(8)),
                            member.groupMetadata()))
                    .isEqualTo(Outcome.COMMITTED);
        }
        assertThat(committed).hasSize(1);
        assertThat(orders.deadLetters("list", "--json").succeeded().out().lines())
                .singleElement()
                .asString()
                .contains("\"value_length\":\"900000\"");
    }

    @Test
    void should_warn_when_the_dead_letter_topic_takes_less_than_the_orders_topic(LocalStack stack) throws Exception {
        OnStack orders = OnStack.named("large_doctor", stack).withDeadLettersOf(20_000);

        assertThat(orders.doctor().out())
                .contains("large_doctor.dead accepts 20,000 bytes in a record and the orders topic 1,048,588");
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
