package io.orderpipeline.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.InvalidReason;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class DeadLetterTest {

    private final Headers headers = new RecordHeaders();
    private final byte[] key = {0, -1};
    private final byte[] value = {(byte) 0xC3, 0x28};

    @Test
    void should_keep_the_record_and_add_its_origin_and_the_reason() {
        headers.add("trace", new byte[] {1, 2});

        ProducerRecord<byte[], byte[]> sent = deadLetter().toRecord("orders.dead-letters", Integer.MAX_VALUE);

        assertThat(sent.topic()).isEqualTo("orders.dead-letters");
        assertThat(sent.key()).isSameAs(key);
        assertThat(sent.value()).isSameAs(value);
        assertThat(sent.headers().lastHeader("trace").value()).containsExactly(1, 2);
        assertThat(text(sent, "dead-letter.topic")).isEqualTo("orders");
        assertThat(text(sent, "dead-letter.partition")).isEqualTo("2");
        assertThat(text(sent, "dead-letter.offset")).isEqualTo("41");
        assertThat(text(sent, "dead-letter.timestamp")).isEqualTo("1700000000000");
        assertThat(text(sent, "dead-letter.reason")).isEqualTo("not-json");
        assertThat(text(sent, "dead-letter.detail")).isEqualTo("no UTF-8");
    }

    @Test
    void should_have_the_latest_origin_when_a_replayed_record_is_invalid_again() {
        headers.add("dead-letter.offset", "7".getBytes(UTF_8));

        ProducerRecord<byte[], byte[]> sent = deadLetter().toRecord("orders.dead-letters", Integer.MAX_VALUE);

        assertThat(sent.headers().headers("dead-letter.offset")).hasSize(1);
        assertThat(text(sent, "dead-letter.offset")).isEqualTo("41");
    }

    @Test
    void should_leave_the_headers_of_the_record_alone() {
        deadLetter().toRecord("orders.dead-letters", Integer.MAX_VALUE);

        assertThat(headers).isEmpty();
    }

    @Test
    void should_not_pass_on_descriptions_of_cut_parts_that_the_record_came_with() {
        headers.add("dead-letter.value-length", "5".getBytes(UTF_8));
        headers.add("dead-letter.value-sha256", "00".getBytes(UTF_8));
        headers.add("dead-letter.key-length", "5".getBytes(UTF_8));
        headers.add("dead-letter.headers-sha256", "00".getBytes(UTF_8));

        assertThat(deadLetter()
                        .toRecord("orders.dead-letters", Integer.MAX_VALUE)
                        .headers())
                .extracting(Header::key)
                .noneMatch(name -> name.endsWith("-length") || name.endsWith("-sha256"));
    }

    private DeadLetter deadLetter() {
        var origin = new ConsumerRecord<>(
                "orders",
                2,
                41,
                1_700_000_000_000L,
                TimestampType.CREATE_TIME,
                2,
                2,
                key,
                value,
                headers,
                Optional.empty());
        return new DeadLetter(origin, InvalidReason.NOT_JSON, "no UTF-8");
    }

    private static String text(ProducerRecord<byte[], byte[]> sent, String header) {
        return new String(sent.headers().lastHeader(header).value(), UTF_8);
    }
}
