package io.orderpipeline.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.kafka.CutPart;
import io.orderpipeline.consumer.kafka.CutPart.Whole;
import io.orderpipeline.consumer.kafka.FakeTopic;
import io.orderpipeline.consumer.kafka.RecordBatches;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private static final Uuid ID = Uuid.randomUuid();

    private static final int MAX_VALUE = 100;

    private final List<ConsumerRecord<byte[], byte[]>> deadLetters = List.of(
            TestDeadLetters.record(0, 0, "orders-2@5", "not-json"),
            TestDeadLetters.record(0, 1, "orders-1@6", "too-large"),
            TestDeadLetters.record(1, 0, "orders-2@7", "not-json"));
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(true, null, new ByteArraySerializer(), new ByteArraySerializer()) {
                @Override
                public synchronized Future<RecordMetadata> send(
                        ProducerRecord<byte[], byte[]> record, Callback callback) {
                    if (record.value() != null && record.value().length > MAX_VALUE) {
                        throw new RecordTooLargeException("larger than max.request.size");
                    }
                    return super.send(record, callback);
                }
            };
    private final ReplayTransactions transactions = new ReplayTransactions(() -> producer);
    private final DeadLetterFilter everything = DeadLetterFilter.of(null, null, null);
    private final List<ConsumerRecord<byte[], byte[]>> originals = new ArrayList<>();
    private final StringWriter out = new StringWriter();

    @Test
    void should_send_a_dead_letter_unchanged_to_its_origin() {
        assertThat(replay(everything, deadLetters.subList(0, 1))).isEqualTo(Program.OK);

        assertThat(sent()).singleElement().satisfies(back -> {
            assertThat(back.topic()).isEqualTo("orders");
            assertThat(back.partition()).isEqualTo(2);
            assertThat(back.key()).isEqualTo("books".getBytes(UTF_8));
            assertThat(back.value()).isEqualTo("value".getBytes(UTF_8));
            assertThat(back.headers())
                    .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
                    .containsExactly("schema-version=1", "dead-letter.replayed=orders-2@5");
        });
    }

    @Test
    void should_send_only_what_matches_the_filter() {
        replay(DeadLetterFilter.of(null, List.of("too-large"), null), deadLetters);

        assertThat(sent()).extracting(ProducerRecord::partition).containsExactly(1);
        assertThat(out.toString()).contains("Sent 1; skipped 0");
    }

    @Test
    void should_send_each_dead_letter_once_however_often_it_runs() {
        replay(DeadLetterFilter.of(null, List.of("too-large"), null), deadLetters);
        replay(everything, deadLetters);
        replay(everything, deadLetters);

        assertThat(sent())
                .extracting(back -> DeadLetterHeaders.text(back.headers(), DeadLetterHeaders.REPLAYED))
                .containsExactlyInAnyOrder("orders-1@6", "orders-2@5", "orders-2@7");
        assertThat(out.toString().lines())
                .containsExactly(
                        "Sent 1; skipped 0 that were sent before",
                        "Sent 2; skipped 1 that was sent before",
                        "Sent 0; skipped 3 that were sent before");
    }

    @Test
    void should_send_a_dead_letter_again_after_a_tombstone_for_its_marker() {
        replay(everything, deadLetters.subList(0, 1));
        ProducerRecord<byte[], byte[]> marker = markers().get(0);
        producer.beginTransaction();
        producer.send(new ProducerRecord<>(marker.topic(), marker.key(), null));
        producer.commitTransaction();

        replay(everything, deadLetters.subList(0, 1));

        assertThat(sent()).hasSize(2);
    }

    @Test
    void should_ignore_markers_of_a_former_topic_after_recreation() {
        replay(everything, deadLetters, ID);
        replay(everything, deadLetters, Uuid.randomUuid());

        assertThat(sent()).hasSize(6);
    }

    @Test
    void should_send_once_what_a_file_contains_twice() {
        replay(everything, List.of(deadLetters.get(0), deadLetters.get(0)));

        assertThat(sent()).hasSize(1);
    }

    @Test
    void should_neither_send_nor_mark_when_the_commit_fails() {
        producer.commitTransactionException = new TimeoutException("no answer");
        assertThatThrownBy(() -> replay(everything, deadLetters))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("run the same again");
        assertThat(producer.history()).isEmpty();
        producer.commitTransactionException = null;
    }

    @Test
    void should_end_when_another_replay_has_started() {
        producer.commitTransactionException = new ProducerFencedException("fenced");

        assertThatThrownBy(() -> replay(everything, deadLetters)).hasMessageContaining("another replay");
    }

    @Test
    void should_only_print_in_a_dry_run() {
        assertThat(run(everything, deadLetters, ID, Optional.empty())).isEqualTo(Program.OK);

        assertThat(producer.history()).isEmpty();
        assertThat(out.toString().lines())
                .containsExactly(
                        "Would send orders-2@5 (not-json)",
                        "Would send orders-1@6 (too-large)",
                        "Would send orders-2@7 (not-json)",
                        "Would send 3; skipped 0 that were sent before");
    }

    @Test
    void should_fail_for_an_origin_without_a_dead_letter() {
        assertThat(replay(DeadLetterFilter.of(null, null, List.of("orders-2@5", "orders-0@99")), deadLetters))
                .isEqualTo(Program.FAILED);

        assertThat(sent()).hasSize(1);
        assertThat(out.toString()).contains("There is no dead letter of orders-0@99");
    }

    @Test
    void should_report_dead_letters_that_cannot_be_sent() {
        assertThat(replay(
                        everything,
                        List.of(
                                deadLetters.get(0),
                                TestDeadLetters.record(0, 1, "orders-3@6", "not-json"),
                                TestDeadLetters.record(0, 2, "gone-0@6", "not-json"),
                                new ConsumerRecord<>("dead", 0, 3, null, null),
                                new ConsumerRecord<>("other", 0, 3, null, null))))
                .isEqualTo(Program.FAILED);

        assertThat(sent()).hasSize(1);
        assertThat(out.toString().lines())
                .containsExactly(
                        "Sent 1; skipped 0 that were sent before",
                        "4 cannot be sent:",
                        "  dead-0@1: the topic orders has no partition 3",
                        "  dead-0@2: there is no topic gone",
                        "  dead-0@3: its headers do not name its origin",
                        "  other-0@3: it is not from dead");
    }

    @Test
    void should_send_the_whole_record_for_a_dead_letter_that_was_cut() {
        originals.add(original("whole value"));

        assertThat(replay(everything, List.of(deadLetters.get(0), cut("whole value"), deadLetters.get(2))))
                .isEqualTo(Program.OK);

        assertThat(sent())
                .extracting(back -> new String(back.value(), UTF_8))
                .containsExactly("value", "whole value", "value");
        assertThat(sent().get(1).headers())
                .extracting(header -> header.key() + "=" + new String(header.value(), UTF_8))
                .containsExactly("trace=1", "dead-letter.replayed=orders-1@9");
    }

    @Test
    void should_refuse_a_dead_letter_that_was_cut_when_its_original_is_gone() {
        assertThat(replay(everything, List.of(cut("whole value")))).isEqualTo(Program.FAILED);

        assertThat(sent()).isEmpty();
        assertThat(out.toString())
                .contains("dead-0@7: it was cut, and its original orders-1@9 is no longer in the topic");
    }

    @Test
    void should_refuse_a_dead_letter_that_was_cut_when_another_record_has_its_offset() {
        originals.add(original("other value"));

        assertThat(replay(everything, List.of(cut("whole value")))).isEqualTo(Program.FAILED);

        assertThat(sent()).isEmpty();
        assertThat(out.toString()).contains("dead-0@7: it was cut, and orders-1@9 is another record now");
    }

    @Test
    void should_refuse_a_dead_letter_whose_original_kafka_does_not_accept_and_send_the_others() {
        String large = "x".repeat(MAX_VALUE + 1);
        originals.add(original(large));

        assertThat(replay(everything, List.of(deadLetters.get(0), cut(large), deadLetters.get(2))))
                .isEqualTo(Program.FAILED);

        assertThat(sent()).extracting(back -> new String(back.value(), UTF_8)).containsExactly("value", "value");
        assertThat(out.toString())
                .contains("dead-0@7: it was cut, and its original is too large to be sent: larger than");
    }

    private static ConsumerRecord<byte[], byte[]> cut(String whole) {
        ConsumerRecord<byte[], byte[]> cut =
                TestDeadLetters.record(0, 7, "orders-1@9", "too-large", "whole".getBytes(UTF_8));
        CutPart.VALUE.describe(cut.headers(), Whole.of(ByteBuffer.wrap(whole.getBytes(UTF_8))));
        return cut;
    }

    private static ConsumerRecord<byte[], byte[]> original(String value) {
        var record = new ConsumerRecord<>("orders", 1, 9, "books".getBytes(UTF_8), value.getBytes(UTF_8));
        record.headers().add("trace", "1".getBytes(UTF_8));
        return record;
    }

    /** The topics of the origins. */
    private final class Origins implements Replay.Topics {

        @Override
        public int partitions(String topic) {
            return topic.equals("orders") ? 3 : 0;
        }

        @Override
        public Optional<ConsumerRecord<byte[], byte[]>> read(RecordPosition position) {
            return originals.stream()
                    .filter(record -> record.partition() == position.partition())
                    .filter(record -> record.offset() == position.offset())
                    .findFirst();
        }
    }

    private int replay(DeadLetterFilter filter, List<ConsumerRecord<byte[], byte[]>> from) {
        return replay(filter, from, ID);
    }

    private int replay(DeadLetterFilter filter, List<ConsumerRecord<byte[], byte[]>> from, Uuid id) {
        if (!producer.transactionInitialized()) {
            transactions.begin();
        }
        return run(filter, from, id, Optional.of(transactions));
    }

    private int run(
            DeadLetterFilter filter,
            List<ConsumerRecord<byte[], byte[]>> from,
            Uuid id,
            Optional<ReplayTransactions> sender) {
        ReplayMarkers markers = new ReplayMarkers(TestDeadLetters.TOPIC, id);
        FakeTopic.scan("dead.replayed", 1, written()).forEach(markers::read);
        try {
            return new Replay(TestDeadLetters.TOPIC, filter, markers, new Origins(), sender, new PrintWriter(out, true))
                    .run(batches(from));
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static RecordBatches batches(List<ConsumerRecord<byte[], byte[]>> records) {
        List<ConsumerRecord<byte[], byte[]>> left = new ArrayList<>(records);
        return new RecordBatches() {
            @Override
            public List<ConsumerRecord<byte[], byte[]>> next() {
                List<ConsumerRecord<byte[], byte[]>> batch = List.copyOf(left.subList(0, Math.min(2, left.size())));
                left.subList(0, batch.size()).clear();
                return batch;
            }

            @Override
            public boolean isStopped() {
                return false;
            }

            @Override
            public void close() {}
        };
    }

    /** The topic of markers as the producer has left it. */
    private List<ConsumerRecord<byte[], byte[]>> written() {
        List<ConsumerRecord<byte[], byte[]>> written = new ArrayList<>();
        markers()
                .forEach(marker -> written.add(
                        new ConsumerRecord<>(marker.topic(), 0, written.size(), marker.key(), marker.value())));
        return written;
    }

    private List<ProducerRecord<byte[], byte[]>> markers() {
        return producer.history().stream()
                .filter(record -> record.topic().equals("dead.replayed"))
                .toList();
    }

    private List<ProducerRecord<byte[], byte[]>> sent() {
        return producer.history().stream()
                .filter(record -> record.topic().equals("orders"))
                .toList();
    }
}
