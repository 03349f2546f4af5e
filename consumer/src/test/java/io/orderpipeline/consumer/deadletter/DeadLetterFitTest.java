package io.orderpipeline.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.consumer.kafka.CutPart;
import io.orderpipeline.consumer.kafka.CutPart.Whole;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeadLetterFitTest {

    private static final int LIMIT = 10_000;

    private final Random random = new Random(1);

    @Test
    void should_not_change_a_dead_letter_that_fits() {
        byte[] value = bytes(LIMIT / 2);

        ProducerRecord<byte[], byte[]> sent = fit(record(bytes(10), value), LIMIT);

        assertThat(sent.value()).isSameAs(value);
        assertThat(CutPart.VALUE.whole(sent.headers())).isEmpty();
    }

    @Test
    void should_cut_a_value_to_what_fits_and_describe_the_whole() {
        byte[] value = bytes(LIMIT);
        ConsumerRecord<byte[], byte[]> record = record(bytes(10), value);
        record.headers().add("trace", bytes(100));

        ProducerRecord<byte[], byte[]> sent = fit(record, LIMIT);

        assertThat(sent.key()).isEqualTo(record.key());
        assertThat(sent.headers().lastHeader("trace").value())
                .isEqualTo(record.headers().lastHeader("trace").value());
        assertThat(sent.value()).hasSizeGreaterThan(LIMIT - 1_500);
        assertThat(sent.value()).isEqualTo(Arrays.copyOf(value, sent.value().length));
        assertThat(CutPart.VALUE.whole(sent.headers())).contains(Whole.of(ByteBuffer.wrap(value)));
        assertThat(CutPart.KEY.whole(sent.headers())).isEmpty();
        assertThat(CutPart.HEADERS.whole(sent.headers())).isEmpty();
    }

    @Test
    void should_leave_out_headers_that_do_not_fit_and_keep_the_others_whole() {
        ConsumerRecord<byte[], byte[]> record = record(null, bytes(10));
        record.headers().add("first", bytes(100));
        record.headers().add("large", bytes(LIMIT));
        record.headers().add("last", bytes(100));
        byte[] headers = DeadLetterFit.headerBytes(record.headers());

        ProducerRecord<byte[], byte[]> sent = fit(record, LIMIT);

        assertThat(sent.headers().lastHeader("first")).isNotNull();
        assertThat(sent.headers().lastHeader("large")).isNull();
        assertThat(sent.headers().lastHeader("last")).isNotNull();
        assertThat(sent.value()).isEqualTo(record.value());
        assertThat(CutPart.HEADERS.whole(sent.headers())).contains(Whole.of(ByteBuffer.wrap(headers)));
    }

    @Test
    void should_cut_a_key_and_leave_space_for_the_value() {
        ConsumerRecord<byte[], byte[]> record = record(bytes(LIMIT), bytes(LIMIT / 4));

        ProducerRecord<byte[], byte[]> sent = fit(record, LIMIT);

        assertThat(sent.key()).isEqualTo(Arrays.copyOf(record.key(), sent.key().length));
        assertThat(sent.value()).isEqualTo(record.value());
        assertThat(CutPart.KEY.whole(sent.headers())).contains(Whole.of(ByteBuffer.wrap(record.key())));
    }

    @Test
    void should_not_let_a_header_of_our_family_take_the_space() {
        ConsumerRecord<byte[], byte[]> record = record(null, null);
        record.headers().add("dead-letter.of-another-program", bytes(LIMIT));
        record.headers().add("dead-letter.replayed", bytes(LIMIT));

        assertThat(DeadLetterFit.size(fit(record, LIMIT))).isLessThanOrEqualTo(LIMIT);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_100, 1_500, 2_000, 5_000, 100_000, 1_048_588})
    void should_always_fit(int limit) {
        for (int round = 0; round < 20; round++) {
            ConsumerRecord<byte[], byte[]> record = record(bytes(size(limit)), bytes(size(limit)));
            record.headers().add("first", bytes(size(limit)));
            record.headers().add("none", null);
            record.headers().add("second", bytes(size(limit)));

            assertThat(DeadLetterFit.size(fit(record, limit))).isLessThanOrEqualTo(limit);
        }
    }

    @Test
    void should_shorten_the_detail_when_nothing_else_is_left() {
        var deadLetter = new DeadLetter(record(null, null), InvalidReason.REFUSED_BY_DATABASE, "x".repeat(5_000));

        ProducerRecord<byte[], byte[]> sent = deadLetter.toRecord("dead", 2_000);

        assertThat(DeadLetterFit.size(sent)).isLessThanOrEqualTo(2_000);
        assertThat(DeadLetterHeaders.text(sent.headers(), "dead-letter.reason")).isEqualTo("refused-by-database");
    }

    private int size(int limit) {
        return random.nextInt(2 * limit);
    }

    private static ProducerRecord<byte[], byte[]> fit(ConsumerRecord<byte[], byte[]> record, int limit) {
        return new DeadLetter(record, InvalidReason.TOO_LARGE, "detail").toRecord("dead", limit);
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] key, byte[] value) {
        return new ConsumerRecord<>("orders", 0, 7, key, value);
    }

    private byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        random.nextBytes(bytes);
        return bytes;
    }

    @Test
    void should_describe_bytes_by_length_and_sha256() {
        assertThat(Whole.of(ByteBuffer.wrap("abc".getBytes(UTF_8))))
                .isEqualTo(new Whole(3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
    }
}
