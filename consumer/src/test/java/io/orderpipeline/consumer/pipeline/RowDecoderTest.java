package io.orderpipeline.consumer.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.consumer.cassandra.row.OrderRow;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

final class RowDecoderTest {

    private static final long BASE = 1_000;

    private final RowDecoder decoder = new RowDecoder(new FakeWriter().encoder);
    private final ConsumerRecord<byte[], byte[]> canonical = Records.order(3, 42);

    @Test
    void should_have_the_same_row_for_an_order_in_another_form() {
        assertThat(row(with(canonical, "{", "{ "))).usingRecursiveComparison().isEqualTo(row(canonical));
    }

    @Test
    void should_order_the_writes_of_a_log_above_its_base() {
        assertThat(row(canonical).version()).isEqualTo(BASE + 42);
        assertThat(row(with(canonical, "{", "{ ")).version()).isEqualTo(BASE + 42);
    }

    @Test
    void should_pass_on_fields_that_are_not_in_the_schema() {
        OrderRow row = row(with(canonical, "{", "{\"colour\":\"red\","));

        assertThat(row.added().fields()).isEqualTo(1);
        assertThat(row.order())
                .usingRecursiveComparison()
                .isEqualTo(row(canonical).order());
    }

    @Test
    void should_return_the_reason_why_a_record_is_invalid() {
        assertThat(decoder.decode(Records.garbage(0, 0), BASE))
                .isInstanceOfSatisfying(RowDecoder.Invalid.class, invalid -> assertThat(invalid.reason())
                        .isEqualTo(InvalidReason.NOT_JSON));
    }

    private OrderRow row(ConsumerRecord<byte[], byte[]> record) {
        return ((RowDecoder.Valid) decoder.decode(record, BASE)).row();
    }

    private static ConsumerRecord<byte[], byte[]> with(
            ConsumerRecord<byte[], byte[]> record, String text, String replacement) {
        String value = new String(record.value(), UTF_8).replaceFirst("\\" + text, replacement);
        return Records.record(record.partition(), record.offset(), value.getBytes(UTF_8), new RecordHeaders());
    }
}
