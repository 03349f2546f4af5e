package io.orderpipeline.consumer.pipeline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.AdditionalField;
import io.orderpipeline.common.order.AdditionalField.Form;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.OrderView;
import io.orderpipeline.consumer.cassandra.row.AddedColumns;
import io.orderpipeline.consumer.cassandra.row.EncodedOrder;
import io.orderpipeline.consumer.cassandra.row.OrderRow;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The row of an order does not depend on the reader that decodes it. */
class RowDecoderTest {

    private static final String ORDER =
            """
            {"order_id":"a-1","customer_name":"Zo\\u00eb 北京","product":"Lamp","category":"tools","quantity":2,\
            "price":5.2,"timestamp":"2026-01-02T05:04:05.6789+02:00","total_amount":"104e-1",\
            "currency":"EUR","tags":[{"a":1}],"gift":true}""";

    private final List<AdditionalField> additionalFields = new ArrayList<>();

    private final RowDecoder decoder = new RowDecoder(Records.DECODER, (partition, version, order, fields) -> {
        additionalFields.addAll(fields);
        return new OrderRow(partition, 0, version, order, AddedColumns.NONE.encode(fields));
    });

    @ParameterizedTest
    @ValueSource(strings = {"category", "c\\u0061tegory"})
    void should_encode_the_same_row_on_the_fast_path_and_with_the_general_reader(String category) {
        byte[] value = ORDER.replace("category", category).getBytes(UTF_8);
        assertThat(OrderView.read(value).isPresent()).isEqualTo(category.equals("category"));

        OrderRow row = decode(value);

        assertThat(row.version()).isEqualTo(17);
        assertThat(row.added().fields()).isEqualTo(3);
        assertThat(additionalFields)
                .containsExactly(
                        new AdditionalField("currency", Form.TEXT, "EUR"),
                        new AdditionalField("tags", Form.OBJECT_OR_ARRAY, null),
                        new AdditionalField("gift", Form.BOOLEAN, "true"));
        assertThat(cells(row.order()))
                .containsExactly(
                        UTF_8.encode("a-1"),
                        UTF_8.encode("Zoë 北京"),
                        UTF_8.encode("Lamp"),
                        UTF_8.encode("tools"),
                        ByteBuffer.allocate(4).putInt(0, 2),
                        ByteBuffer.wrap(new byte[] {0, 0, 0, 1, 52}),
                        ByteBuffer.allocate(8).putLong(0, 1_767_323_045_678L),
                        ByteBuffer.wrap(new byte[] {0, 0, 0, 1, 104}));
        assertThat(row.category()).isEqualTo("tools");
    }

    @Test
    void should_return_the_reason_why_a_record_is_invalid() {
        assertThat(decoder.decode(Records.garbage(0, 0), 10))
                .isInstanceOfSatisfying(RowDecoder.Invalid.class, invalid -> assertThat(invalid.reason())
                        .isEqualTo(InvalidReason.NOT_JSON));
    }

    private OrderRow decode(byte[] value) {
        RowDecoder.Result result = decoder.decode(Records.record(0, 7, value, new RecordHeaders()), 10);
        return ((RowDecoder.Valid) result).row();
    }

    private static List<ByteBuffer> cells(EncodedOrder order) {
        return IntStream.range(0, order.count()).mapToObj(order::get).toList();
    }
}
