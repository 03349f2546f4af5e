package io.orderpipeline.testing.endtoend.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.AdditionalField;
import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.DecodeResult.Valid;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.order.OrderFormat;
import io.orderpipeline.common.order.OrderView;
import io.orderpipeline.common.schema.SchemaId;
import io.orderpipeline.testing.endtoend.schema.BinaryFormat.Version;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Our formats against Python's libraries, which share no code with ours or with those of the JVM. */
final class PythonClientTest {

    private static final int SCHEMA_ID = 0x01020304;

    private final PythonClient python;

    PythonClientTest(@TempDir Path folder) {
        this.python = new PythonClient(folder);
    }

    @BeforeEach
    void skipWithoutPackages() throws Exception {
        python.skipUnlessInstalled();
    }

    @ParameterizedTest
    @EnumSource
    void should_read_orders_that_python_writes(BinaryFormat format) throws Exception {
        List<Order> orders = SampleOrders.all();

        List<byte[]> values = python.encode(format, SCHEMA_ID, orders);

        assertReads(format.reader(Version.V1), values, orders, List.of());
    }

    @ParameterizedTest
    @EnumSource
    void should_read_the_second_version_that_python_writes(BinaryFormat format) throws Exception {
        List<Order> orders = SampleOrders.all();

        List<byte[]> values = python.encode(format, SCHEMA_ID, orders, "EUR");

        assertReads(
                format.reader(Version.V2),
                values,
                orders,
                List.of(new AdditionalField("currency", AdditionalField.Form.TEXT, "EUR")));
    }

    @ParameterizedTest
    @EnumSource
    void should_write_orders_that_python_reads(BinaryFormat format) throws Exception {
        List<Order> orders = SampleOrders.all();

        List<byte[]> values =
                orders.stream().map(format.writer(SCHEMA_ID)::write).toList();

        assertThat(python.decode(format, SCHEMA_ID, values)).isEqualTo(orders);
    }

    private static void assertReads(
            OrderFormat format, List<byte[]> values, List<Order> orders, List<AdditionalField> additionalFields) {
        assertThat(values).hasSameSizeAs(orders);
        List<DecodeResult> byFastPath = new ArrayList<>();
        for (int i = 0; i < orders.size(); i++) {
            byte[] value = values.get(i);
            Valid expected = new Valid(orders.get(i), additionalFields);
            assertThat(ByteBuffer.wrap(value).getInt(1)).isEqualTo(SCHEMA_ID);
            assertThat(format.read(value, SchemaId.NUMBER_BYTES)).isEqualTo(expected);
            Optional<DecodeResult> view =
                    format.view(value, SchemaId.NUMBER_BYTES).map(PythonClientTest::decoded);
            assertThat(view.orElse(expected)).isEqualTo(expected);
            view.ifPresent(byFastPath::add);
        }
        assertThat(byFastPath).hasSizeGreaterThan(SampleOrders.USUAL);
    }

    private static DecodeResult decoded(OrderView view) {
        Order order = new Order(
                text(view.orderId()),
                text(view.customerName()),
                text(view.product()),
                text(view.category()),
                view.quantity(),
                decimal(view.price()),
                Instant.ofEpochMilli(view.epochMillis()),
                decimal(view.totalAmount()));
        return new Valid(order, view.additionalFields());
    }

    private static BigDecimal decimal(OrderView.Amount amount) {
        return BigDecimal.valueOf(amount.unscaled(), amount.scale());
    }

    private static String text(ByteBuffer utf8) {
        return UTF_8.decode(utf8.duplicate()).toString();
    }
}
