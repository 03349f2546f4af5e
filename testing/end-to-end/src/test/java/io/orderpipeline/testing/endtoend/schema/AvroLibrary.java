package io.orderpipeline.testing.endtoend.schema;

import io.orderpipeline.common.order.Order;
import io.orderpipeline.testing.endtoend.schema.BinaryFormat.Version;
import io.orderpipeline.testing.oracle.RowValues;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.apache.avro.Conversions.DecimalConversion;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Orders as generic records of Avro's library, with which other programs of the JVM write and read them. */
final class AvroLibrary {

    private static final DecimalConversion DECIMALS = new DecimalConversion();

    private AvroLibrary() {}

    static Schema schema(Version version) {
        return new Schema.Parser().parse(BinaryFormat.AVRO.text(version));
    }

    static GenericRecord record(Schema schema, Order order, String currency) {
        boolean isSecond = schema.getField("currency") != null;
        GenericRecordBuilder fields = new GenericRecordBuilder(schema)
                .set("order_id", order.orderId())
                .set(isSecond ? "customer" : "customer_name", order.customerName())
                .set("product", order.product())
                .set("category", order.category())
                .set("quantity", order.quantity())
                .set("price", bytes(order.price(), schema.getField("price")))
                .set("timestamp", order.timestamp().toEpochMilli())
                .set("total_amount", bytes(order.totalAmount(), schema.getField("total_amount")));
        return isSecond ? fields.set("currency", currency).build() : fields.build();
    }

    /** Of a record of the first version. */
    static RowValues row(GenericRecord order) {
        return new RowValues(
                order.get("order_id").toString(),
                order.get("customer_name").toString(),
                order.get("product").toString(),
                order.get("category").toString(),
                (int) order.get("quantity"),
                decimal(order, "price"),
                Instant.ofEpochMilli((long) order.get("timestamp")),
                decimal(order, "total_amount"));
    }

    static byte[] encode(GenericRecord order) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<GenericRecord>(order.getSchema()).write(order, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new AssertionError("writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    private static ByteBuffer bytes(BigDecimal amount, Schema.Field field) {
        return DECIMALS.toBytes(amount, field.schema(), field.schema().getLogicalType());
    }

    private static BigDecimal decimal(GenericRecord order, String name) {
        Schema schema = order.getSchema().getField(name).schema();
        return DECIMALS.fromBytes((ByteBuffer) order.get(name), schema, schema.getLogicalType());
    }
}
