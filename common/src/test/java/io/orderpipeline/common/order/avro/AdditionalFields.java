package io.orderpipeline.common.order.avro;

import io.orderpipeline.common.order.AdditionalField;
import io.orderpipeline.common.order.AdditionalField.Form;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Additional fields of every type of Avro, with what JSON would have for them. */
final class AdditionalFields {

    /** @param type with single quotes for double ones */
    record Sample(String name, String type, Object value, AdditionalField expected) {}

    private final List<Sample> samples = new ArrayList<>();

    static List<Sample> all() {
        AdditionalFields fields = new AdditionalFields();
        fields.addPrimitives();
        fields.addLogicalTypes();
        fields.addContainers();
        return fields.samples;
    }

    private void addPrimitives() {
        add("'null'", null, Form.NULL, "null");
        add("['null','string']", null, Form.NULL, "null");
        add("['int','string','null']", 5, Form.NUMBER, "5");
        add("'boolean'", true, Form.BOOLEAN, "true");
        add("'boolean'", false, Form.BOOLEAN, "false");
        add("'int'", Integer.MIN_VALUE, Form.NUMBER, "-2147483648");
        add("'long'", Long.MAX_VALUE, Form.NUMBER, "9223372036854775807");
        add("'float'", 0.1f, Form.NUMBER, "0.1");
        add("'double'", 1e300, Form.NUMBER, "1.0E300");
        add("'double'", Double.NEGATIVE_INFINITY, Form.TEXT, "-Infinity");
        add("'float'", Float.NaN, Form.TEXT, "NaN");
        add("'string'", "a\u0000\"\\\ud83d\ude00", Form.TEXT, "a\u0000\"\\\ud83d\ude00");
        add("'string'", "x".repeat(5_000), Form.TEXT, "x".repeat(5_000));
        add("{'type':'enum','name':'Unit','symbols':['pcs','kg']}", "kg", Form.TEXT, "kg");
    }

    private void addLogicalTypes() {
        add(logical("int", "date"), -1, Form.TEXT, "1969-12-31");
        add(logical("int", "time-millis"), 1_000, Form.NUMBER, "1000");
        add(logical("long", "timestamp-millis"), Instant.EPOCH, Form.NUMBER, "0");
        add(AvroOrders.MICROS, Instant.parse("2026-01-02T03:04:05.000006Z"), Form.TEXT, "2026-01-02T03:04:05.000006Z");
        add(AvroOrders.NANOS, Instant.parse("1900-01-01T00:00:00Z"), Form.TEXT, "1900-01-01T00:00:00Z");
        add(logical("long", "local-timestamp-millis"), 1L, Form.TEXT, "1970-01-01T00:00:00.001");
        add(logical("long", "local-timestamp-micros"), 60_000_000L, Form.TEXT, "1970-01-01T00:01:00");
        add(logical("long", "timestamp-weeks"), 4L, Form.NUMBER, "4");
        add(logical("string", "uuid"), "not checked", Form.TEXT, "not checked");
        add(decimal(2), new BigDecimal("-12.50"), Form.NUMBER, "-12.50");
        add(decimal(30), new BigDecimal("7").movePointLeft(30), Form.NUMBER, "7E-30");
        add(
                "{'type':'fixed','name':'Id','size':16,'logicalType':'uuid'}",
                "0199a0d4-7c00-7abc-8def-0123456789ab",
                Form.TEXT,
                "0199a0d4-7c00-7abc-8def-0123456789ab");
    }

    private void addContainers() {
        add("'bytes'", ByteBuffer.wrap(new byte[] {1, 2}), Form.OBJECT_OR_ARRAY, null);
        add("{'type':'array','items':'double'}", List.of(1.5, 2.5), Form.OBJECT_OR_ARRAY, null);
        add("{'type':'array','items':'null'}", List.of(), Form.OBJECT_OR_ARRAY, null);
        add(
                "['null',{'type':'map','values':['null','bytes']}]",
                Map.of("a", ByteBuffer.allocate(3)),
                Form.OBJECT_OR_ARRAY,
                null);
    }

    private static String logical(String type, String logicalType) {
        return "{'type':'" + type + "','logicalType':'" + logicalType + "'}";
    }

    private static String decimal(int scale) {
        return "{'type':'bytes','logicalType':'decimal','precision':50,'scale':" + scale + "}";
    }

    private void add(String type, Object value, Form form, String text) {
        String name = "extra" + samples.size();
        samples.add(new Sample(name, type, value, new AdditionalField(name, form, text)));
    }
}
