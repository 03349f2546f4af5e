package io.orderpipeline.common.order.avro;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.AdditionalField;
import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.NotAnOrderException;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.order.OrderCase;
import io.orderpipeline.common.order.OrderFormat;
import io.orderpipeline.common.order.OrderViews;
import io.orderpipeline.common.schema.SchemaId;
import io.orderpipeline.common.schema.WriterSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.LogicalTypes;
import org.apache.avro.NameValidator;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Schemas of orders, and orders encoded with Avro's own writer. */
final class AvroOrders {

    /** Where the data begins, after the prefix with a schema id. */
    static final int FROM = SchemaId.NUMBER_BYTES;

    static final OrderCase USUAL = OrderCase.all().get(0);

    static final String DECIMAL = "{'type':'bytes','logicalType':'decimal','precision':38,'scale':2}";
    static final String MILLIS = "{'type':'long','logicalType':'timestamp-millis'}";
    static final String MICROS = "{'type':'long','logicalType':'timestamp-micros'}";
    static final String NANOS = "{'type':'long','logicalType':'timestamp-nanos'}";

    private AvroOrders() {}

    /** The schema of our writer. */
    static String published() {
        try (InputStream in = OrderFormat.class.getResourceAsStream("order-v1.avsc")) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A field of a schema, with single quotes for double ones. */
    static String field(String name, String type) {
        return "{'name':'" + name + "','type':" + type + "}";
    }

    /** A schema of these fields, with single quotes for double ones. */
    static String record(String... fields) {
        return json("{'type':'record','name':'Order','fields':[" + String.join(",", fields) + "]}");
    }

    static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }

    static Schema parse(String schema) {
        return new Schema.Parser(NameValidator.NO_VALIDATION)
                .setValidateDefaults(false)
                .parse(schema);
    }

    static OrderFormat format(String schema) {
        try {
            return AvroFormat.of(new WriterSchema(WriterSchema.Type.AVRO, schema, Map.of()));
        } catch (NotAnOrderException e) {
            throw new AssertionError(e);
        }
    }

    static byte[] encode(String schema, Map<String, Object> fields) {
        Schema parsed = parse(schema);
        return encode(parsed, generic(parsed, fields), EncoderFactory.get());
    }

    static byte[] encode(Schema schema, Object datum, EncoderFactory encoders) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(new byte[FROM]);
        try {
            BinaryEncoder encoder = encoders.blockingBinaryEncoder(bytes, null);
            new GenericDatumWriter<>(schema).write(datum, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The record of the schema's fields, null for each that has no value. */
    static GenericRecord generic(Schema schema, Map<String, Object> fields) {
        GenericRecord generic = new GenericData.Record(schema);
        for (Schema.Field field : schema.getFields()) {
            Object value = fields.get(field.name());
            generic.put(field.name(), value == null ? null : converted(field.schema(), value));
        }
        return generic;
    }

    private static Object converted(Schema schema, Object value) {
        return switch (schema.getType()) {
            case UNION -> {
                boolean isNullFirst = schema.getTypes().get(0).getType() == Schema.Type.NULL;
                yield converted(schema.getTypes().get(isNullFirst ? 1 : 0), value);
            }
            case STRING -> value instanceof BigDecimal amount ? amount.toPlainString() : value.toString();
            case ENUM -> new GenericData.EnumSymbol(schema, value);
            case LONG -> value instanceof Instant time ? epoch(schema, time) : ((Number) value).longValue();
            case BYTES -> value instanceof BigDecimal amount ? ByteBuffer.wrap(unscaled(schema, amount)) : value;
            case FIXED -> new GenericData.Fixed(schema, fixed(schema, value));
            default -> value;
        };
    }

    private static long epoch(Schema schema, Instant time) {
        return switch (schema.getLogicalType().getName()) {
            case "timestamp-nanos" -> ChronoUnit.NANOS.between(Instant.EPOCH, time);
            case "timestamp-micros" ->
                Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000L), time.getNano() / 1_000);
            default -> time.toEpochMilli();
        };
    }

    private static byte[] unscaled(Schema schema, BigDecimal amount) {
        int scale = ((LogicalTypes.Decimal) schema.getLogicalType()).getScale();
        return amount.setScale(scale).unscaledValue().toByteArray();
    }

    private static byte[] fixed(Schema schema, Object value) {
        byte[] bytes = new byte[schema.getFixedSize()];
        if (value instanceof BigDecimal amount) {
            byte[] unscaled = unscaled(schema, amount);
            Arrays.fill(bytes, (byte) (amount.signum() < 0 ? -1 : 0));
            System.arraycopy(unscaled, 0, bytes, bytes.length - unscaled.length, unscaled.length);
        } else {
            UUID uuid = UUID.fromString(value.toString());
            ByteBuffer.wrap(bytes).putLong(uuid.getMostSignificantBits()).putLong(uuid.getLeastSignificantBits());
        }
        return bytes;
    }

    static Map<String, Object> usualWith(String name, Object value) {
        Map<String, Object> fields = new HashMap<>(USUAL.fields());
        fields.put(name, value);
        return fields;
    }

    /** Requires that both paths read this order. */
    static void assertReads(String schema, Map<String, Object> fields, Order order, AdditionalField... additional) {
        byte[] value = encode(schema, fields);
        assertThat(format(schema).read(value, FROM)).isEqualTo(new DecodeResult.Valid(order, List.of(additional)));
        assertThat(OrderViews.agree(format(schema), value, FROM)).isTrue();
    }
}
