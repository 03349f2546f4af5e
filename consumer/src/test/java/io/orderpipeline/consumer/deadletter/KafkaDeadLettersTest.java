package io.orderpipeline.consumer.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.consumer.deadletter.DeadLetterTransactions.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class KafkaDeadLettersTest {

    private static final Map<TopicPartition, OffsetAndMetadata> OFFSETS =
            Map.of(new TopicPartition("orders", 0), new OffsetAndMetadata(8));
    private static final ConsumerGroupMetadata GROUP = new MockConsumer<>("earliest").groupMetadata();
    private static final List<DeadLetter> LETTERS = List.of(new DeadLetter(
            new ConsumerRecord<>("orders", 0, 7, new byte[] {1}, new byte[] {2}), InvalidReason.NOT_JSON, "detail"));

    private final List<MockProducer<byte[], byte[]>> made = new ArrayList<>();
    private MockProducer<byte[], byte[]> next = producer();
    private final DeadLetterTransactions letters = new KafkaDeadLetters("dead", this::make);

    @Test
    void should_make_no_producer_before_the_first_dead_letter() {
        assertThat(made).isEmpty();
    }

    @Test
    void should_commit_letters_and_offsets_together() {
        assertThat(commit()).isEqualTo(Outcome.COMMITTED);

        MockProducer<byte[], byte[]> producer = made.get(0);
        assertThat(producer.history()).singleElement().satisfies(sent -> assertThat(sent.topic())
                .isEqualTo("dead"));
        assertThat(producer.consumerGroupOffsetsHistory()).containsExactly(Map.of(GROUP.groupId(), OFFSETS));
    }

    @Test
    void should_use_the_producer_again_while_all_goes_well() {
        commit();
        commit();

        assertThat(made).hasSize(1);
    }

    @Test
    void should_wait_for_a_broker_that_is_away() {
        next.initTransactionException = new TimeoutException("no broker");
        assertThat(commit()).isEqualTo(Outcome.NOT_COMMITTED);

        next = producer();
        assertThat(commit()).isEqualTo(Outcome.COMMITTED);
    }

    @Test
    void should_abandon_the_producer_when_the_group_has_gone_on_without_us() {
        next.sendOffsetsToTransactionException = new CommitFailedException("stale generation");

        assertThat(commit()).isEqualTo(Outcome.NOT_COMMITTED);
        assertThat(made.get(0).closed()).isTrue();
        assertThat(made.get(0).history()).isEmpty();
        assertThat(made.get(1).transactionInitialized())
                .as("the transaction is ended, lest readers wait for it")
                .isTrue();
    }

    @Test
    void should_be_in_doubt_when_the_answer_is_lost_and_settle_by_a_new_producer() {
        next.commitTransactionException = new TimeoutException("no answer");
        assertThat(commit()).isEqualTo(Outcome.IN_DOUBT);
        assertThat(made.get(0).closed()).isTrue();

        next = producer();
        assertThat(letters.settle()).isTrue();
        assertThat(made.get(1).transactionInitialized()).isTrue();
    }

    @Test
    void should_say_clearly_what_can_never_succeed() {
        next.commitTransactionException = new TopicAuthorizationException("not authorized");

        assertThatThrownBy(this::commit)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("dead")
                .hasMessageContaining("permissions");
    }

    private Outcome commit() {
        return letters.commit(LETTERS, OFFSETS, GROUP);
    }

    private Producer<byte[], byte[]> make() {
        MockProducer<byte[], byte[]> producer = next;
        made.add(producer);
        next = producer();
        return producer;
    }

    private static MockProducer<byte[], byte[]> producer() {
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
