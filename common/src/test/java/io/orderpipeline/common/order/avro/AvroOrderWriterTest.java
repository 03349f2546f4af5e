package io.orderpipeline.common.order.avro;

import static io.orderpipeline.common.order.avro.AvroOrders.FROM;
import static io.orderpipeline.common.order.avro.AvroOrders.USUAL;
import static io.orderpipeline.common.order.avro.AvroOrders.usualWith;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.order.DecodeResult.Valid;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.order.OrderCase;
import io.orderpipeline.common.order.OrderViews;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AvroOrderWriterTest {

    private static final Schema SCHEMA = AvroOrders.parse(AvroOrders.published());

    private final AvroOrderWriter writer = new AvroOrderWriter(0x01020304);

    static Stream<OrderCase> validCases() {
        return OrderCase.all().stream().filter(order -> order.reason().isEmpty());
    }

    @Test
    void should_begin_with_the_schema_id() {
        assertThat(writer.write(USUAL.order())).startsWith(0, 1, 2, 3, 4);
    }

    @ParameterizedTest
    @MethodSource("validCases")
    void should_write_what_the_library_reads(OrderCase order) throws IOException {
        assertLibraryReads(order.order());
    }

    @Test
    void should_write_random_orders_that_the_library_and_both_paths_read() throws IOException {
        RandomOrders orders = new RandomOrders(2);
        for (int i = 0; i < 2_000; i++) {
            Order order = orders.next();
            byte[] value = assertLibraryReads(order);
            assertThat(AvroOrders.format(AvroOrders.published()).read(value, FROM))
                    .isEqualTo(new Valid(order, List.of()));
            assertThat(OrderViews.agree(AvroOrders.format(AvroOrders.published()), value, FROM))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"12.5", "12.500", "1E+3", "0", "-1", "123456789012345678901234567890123456.78"})
    void should_write_amounts_of_another_scale_that_fit(String amount) throws IOException {
        assertLibraryReads(withPrice(amount));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.001", "1E-1000000000", "1234567890123456789012345678901234567", "1E+1000000000"})
    void should_refuse_amounts_that_do_not_fit(String amount) {
        assertThatThrownBy(() -> writer.write(withPrice(amount)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("an amount has more than ");
    }

    private static Order withPrice(String amount) {
        return new OrderCase("", usualWith("price", new BigDecimal(amount)), USUAL.reason()).order();
    }

    private byte[] assertLibraryReads(Order order) throws IOException {
        byte[] value = writer.write(order);
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(value, FROM, value.length - FROM, null);
        GenericRecord record = new GenericDatumReader<GenericRecord>(SCHEMA).read(null, decoder);
        assertThat(record)
                .hasToString(
                        AvroOrders.generic(SCHEMA, RandomOrders.fields(order)).toString());
        assertThat(decoder.isEnd()).isTrue();
        return value;
    }
}
