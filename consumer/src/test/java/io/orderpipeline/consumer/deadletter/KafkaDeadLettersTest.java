package io.orderpipeline.consumer.deadletter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.consumer.deadletter.DeadLetterTransactions.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.security.auth.login.LoginException;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidTxnTimeoutException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaDeadLettersTest {

    private static final Map<TopicPartition, OffsetAndMetadata> OFFSETS =
            Map.of(new TopicPartition("orders", 0), new OffsetAndMetadata(8));
    private static final ConsumerGroupMetadata GROUP = new MockConsumer<>("earliest").groupMetadata();
    private static final List<DeadLetter> DEAD_LETTERS = List.of(new DeadLetter(
            new ConsumerRecord<>("orders", 0, 7, new byte[] {1}, new byte[] {2}), InvalidReason.NOT_JSON, "detail"));

    private static final int LIMIT = 1_000_000;
    private static final Map<String, Object> SETTINGS =
            Map.of("sasl.oauthbearer.token.endpoint.url", "https://login.example.com/token");
    private static final String CONSUMER_INTERCEPTOR =
            "io.orderpipeline.consumer.deadletter.KafkaDeadLettersTest$PassAll";

    private final List<DeadLetter> committed = new ArrayList<>();
    private final List<MockProducer<byte[], byte[]>> created = new ArrayList<>();
    private MockProducer<byte[], byte[]> next = producer();
    private KafkaException creationFailure;
    private final DeadLetterTransactions deadLetters =
            new KafkaDeadLetters("dead", LIMIT, SETTINGS, this::newProducer, committed::addAll);

    @Test
    void should_create_no_producer_before_the_first_dead_letter() {
        assertThat(created).isEmpty();
    }

    @Test
    void should_commit_dead_letters_and_offsets_together() {
        assertThat(commit()).isEqualTo(Outcome.COMMITTED);
        assertThat(committed).isEqualTo(DEAD_LETTERS);

        MockProducer<byte[], byte[]> producer = created.get(0);
        assertThat(producer.history()).singleElement().satisfies(sent -> assertThat(sent.topic())
                .isEqualTo("dead"));
        assertThat(producer.consumerGroupOffsetsHistory()).containsExactly(Map.of(GROUP.groupId(), OFFSETS));
    }

    @Test
    void should_reuse_the_producer_while_commits_succeed() {
        commit();
        commit();

        assertThat(created).hasSize(1);
    }

    @Test
    void should_wait_for_an_unavailable_broker() {
        next.initTransactionException = new TimeoutException("no broker");
        assertThat(commit()).isEqualTo(Outcome.NOT_COMMITTED);
        assertThat(committed).isEmpty();

        next = producer();
        assertThat(commit()).isEqualTo(Outcome.COMMITTED);
    }

    @ParameterizedTest
    @ValueSource(ints = {403, 404, 503})
    void should_wait_for_an_identity_provider_that_is_being_deployed(int status) {
        creationFailure = new KafkaException(
                "Failed to construct kafka producer",
                new LoginException("java.io.IOException: The response code " + status
                        + " and error response {gateway} was encountered reading the token endpoint response"));

        assertThat(commit()).isEqualTo(Outcome.NOT_COMMITTED);
        assertThat(deadLetters.failure()).hasValueSatisfying(reason -> assertThat(reason)
                .contains("https://login.example.com/token", "HTTP " + status));

        creationFailure = null;
        assertThat(commit()).isEqualTo(Outcome.COMMITTED);
        assertThat(deadLetters.failure()).isEmpty();
    }

    @Test
    void should_discard_the_producer_when_the_member_has_left_the_group() {
        next.sendOffsetsToTransactionException = new CommitFailedException("stale generation");

        assertThat(commit()).isEqualTo(Outcome.NOT_COMMITTED);
        assertThat(created.get(0).closed()).isTrue();
        assertThat(created.get(0).history()).isEmpty();
        assertThat(created.get(1).transactionInitialized())
                .as("the transaction is ended, so that readers do not wait for it")
                .isTrue();
    }

    @Test
    void should_be_in_doubt_when_the_response_is_lost_and_settle_by_a_new_producer() {
        next.commitTransactionException = new TimeoutException("no answer");
        assertThat(commit()).isEqualTo(Outcome.IN_DOUBT);
        assertThat(committed).isEmpty();
        assertThat(created.get(0).closed()).isTrue();

        next = producer();
        assertThat(deadLetters.settle()).isTrue();
        assertThat(created.get(1).transactionInitialized()).isTrue();
    }

    @Test
    void should_fail_when_no_retry_can_succeed() {
        next.commitTransactionException = new TopicAuthorizationException("not authorized");

        assertThatThrownBy(this::commit)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("dead")
                .hasMessageContaining("permissions");
    }

    @Test
    void should_say_that_the_token_is_rejected_and_not_the_topic() {
        next.commitTransactionException = new SaslAuthenticationException("{\"status\":\"invalid_token\"}");

        assertThatThrownBy(this::commit)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("does not let us in")
                .hasMessageContaining("token endpoint");
    }

    @Test
    void should_cut_a_dead_letter_that_the_broker_refuses_until_it_fits() {
        next = refusing(300_000);
        List<DeadLetter> large = List.of(deadLetter(new byte[900_000]), DEAD_LETTERS.get(0));

        assertThat(deadLetters.commit(large, OFFSETS, GROUP)).isEqualTo(Outcome.COMMITTED);

        assertThat(created).hasSize(1);
        assertThat(created.get(0).history()).hasSize(2).allSatisfy(sent -> assertThat(DeadLetterFit.size(sent))
                .isLessThanOrEqualTo(300_000));
        assertThat(created.get(0).history().get(0).value()).hasSizeGreaterThan(100_000);
        assertThat(created.get(0).history().get(1).value())
                .as("the others stay whole")
                .hasSize(1);
        assertThat(committed).isEqualTo(large);
    }

    @Test
    void should_name_the_record_when_not_even_its_headers_are_accepted() {
        next = refusing(100);

        assertThatThrownBy(this::commit)
                .isInstanceOf(UserError.class)
                .hasMessageContaining("orders-0@7")
                .hasMessageContaining("max.message.bytes");
    }

    @Test
    void should_abort_an_open_transaction_at_its_end() {
        next.sendOffsetsToTransactionException = new TimeoutException("no broker");
        commit();
        assertThat(created).hasSize(1);

        deadLetters.close();

        assertThat(created).hasSize(2);
        assertThat(created.get(1).transactionInitialized())
                .as("the next member need not wait for the transaction's timeout")
                .isTrue();
        assertThat(created.get(1).closed()).isTrue();
    }

    @Test
    void should_abort_the_transaction_before_a_fatal_end() {
        next.sendOffsetsToTransactionException = new TopicAuthorizationException("not authorized");

        assertThatThrownBy(this::commit).isInstanceOf(UserError.class);

        assertThat(created.get(0).transactionAborted()).isTrue();
    }

    private static DeadLetter deadLetter(byte[] value) {
        return new DeadLetter(new ConsumerRecord<>("orders", 0, 6, null, value), InvalidReason.TOO_LARGE, "detail");
    }

    /** Like a broker with a {@code max.message.bytes}: the refusal makes the commit fail. */
    private static MockProducer<byte[], byte[]> refusing(int limit) {
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public synchronized Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
                if (DeadLetterFit.size(record) <= limit) {
                    return super.send(record, callback);
                }
                var error = new RecordTooLargeException("too large");
                callback.onCompletion(null, error);
                commitTransactionException = new KafkaException("in error state", error);
                return CompletableFuture.failedFuture(error);
            }

            @Override
            public void abortTransaction() {
                commitTransactionException = null;
                super.abortTransaction();
            }
        };
    }

    @ParameterizedTest
    @MethodSource
    void should_fail_when_the_broker_would_reject_every_retry(KafkaException rejection) {
        next.commitTransactionException = new KafkaException("the transaction has failed", rejection);

        assertThatThrownBy(this::commit).isInstanceOf(UserError.class).hasMessageContaining(rejection.getMessage());
    }

    static Stream<KafkaException> should_fail_when_the_broker_would_reject_every_retry() {
        return Stream.of(
                new InvalidRecordException("a compacted topic needs keys"),
                new InvalidTxnTimeoutException("larger than the broker's maximum"),
                new UnsupportedVersionException("an old broker"));
    }

    @Test
    void should_tell_why_dead_letters_wait_until_they_are_committed() {
        next.initTransactionException = new TimeoutException("no coordinator");
        commit();
        assertThat(deadLetters.failure()).contains("no coordinator");

        next = producer();
        next.commitTransactionException = new TimeoutException("no answer");
        commit();
        assertThat(deadLetters.failure()).contains("no answer");

        next = producer();
        commit();
        assertThat(deadLetters.failure()).isEmpty();
    }

    @Test
    void should_fail_when_a_native_library_cannot_be_loaded() {
        next.sendException =
                new KafkaException(new NoClassDefFoundError("Could not initialize class org.xerial.snappy.Snappy"));

        assertThatThrownBy(this::commit).isInstanceOf(UserError.class).hasMessageContaining("java.io.tmpdir");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "retries=0",
                "max.in.flight.requests.per.connection=50",
                "enable.idempotence=false",
                "acks=0",
                "transactional.id=mine",
                "transaction.two.phase.commit.enable=true",
                "partitioner.class=no.such.Partitioner",
                "interceptor.classes=" + CONSUMER_INTERCEPTOR,
                "linger.ms=600000",
                "client.id=mine"
            })
    void should_accept_settings_that_are_meant_for_the_consumers(String setting) {
        assertThatCode(() -> producers(setting).requireValidSettings()).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "compression.type=fast",
                "metric.reporters=no.such.Reporter",
                "bootstrap.servers=no.such.host.invalid:1"
            })
    void should_reject_settings_of_the_producer_before_the_first_dead_letter(String setting) {
        assertThatThrownBy(() -> producers(setting).requireValidSettings())
                .isInstanceOf(UserError.class)
                .hasMessageContaining(setting.substring(setting.indexOf('=') + 1));
    }

    private static DeadLetterProducers producers(String setting) {
        String[] parts = setting.split("=", 2);
        Map<String, Object> settings = new HashMap<>(Map.of("bootstrap.servers", "127.0.0.1:1"));
        settings.put(parts[0], parts[1]);
        return new DeadLetterProducers("dead", settings, LIMIT, done -> {});
    }

    private Outcome commit() {
        return deadLetters.commit(DEAD_LETTERS, OFFSETS, GROUP);
    }

    private Producer<byte[], byte[]> newProducer() {
        if (creationFailure != null) {
            throw creationFailure;
        }
        MockProducer<byte[], byte[]> producer = next;
        created.add(producer);
        next = producer();
        return producer;
    }

    private static MockProducer<byte[], byte[]> producer() {
        return new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** An interceptor of consumers, which is none of producers. */
    public static final class PassAll implements ConsumerInterceptor<byte[], byte[]> {

        @Override
        public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
            return records;
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {}

        @Override
        public void close() {}

        @Override
        public void configure(Map<String, ?> settings) {}
    }
}
