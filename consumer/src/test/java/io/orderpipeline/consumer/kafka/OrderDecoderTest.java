package io.orderpipeline.consumer.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.schema.SchemaId;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** Records that name a schema, for a consumer without a registry. */
class OrderDecoderTest {

    private final OrderDecoder decoder = new OrderDecoder(Optional.empty());

    @Test
    void should_say_which_schema_a_record_has_and_which_option_decodes_it() {
        byte[] value = {0, 0, 0, 0, 7, 72, 1, 2};

        assertThat(decode(record(value, new RecordHeaders()))).satisfies(invalid -> {
            assertThat(invalid.reason()).isEqualTo(InvalidReason.NOT_JSON);
            assertThat(invalid.detail()).contains("schema id 7", "--schema-registry");
        });
    }

    @Test
    void should_say_so_of_a_schema_in_a_header() {
        Headers headers = new RecordHeaders().add(SchemaId.HEADER, new byte[] {0, 0, 0, 0, 8});

        assertThat(decode(record("abc".getBytes(UTF_8), headers)).detail())
                .contains(SchemaId.HEADER, "--schema-registry");
    }

    @Test
    void should_not_speak_of_a_schema_for_other_bytes() {
        assertThat(decode(record("abc".getBytes(UTF_8), new RecordHeaders())).detail())
                .doesNotContain("--schema-registry");
    }

    private DecodeResult.Invalid decode(ConsumerRecord<byte[], byte[]> record) {
        OrderDecoder.Decided decided = (OrderDecoder.Decided) decoder.decode(record);
        assertThat(decoder.decode(record, () -> {})).isEqualTo(decided.result());
        return (DecodeResult.Invalid) decided.result();
    }

    private static ConsumerRecord<byte[], byte[]> record(byte[] value, Headers headers) {
        return new ConsumerRecord<>(
                "orders",
                0,
                1,
                2,
                TimestampType.CREATE_TIME,
                0,
                value.length,
                new byte[0],
                value,
                headers,
                Optional.empty());
    }
}
