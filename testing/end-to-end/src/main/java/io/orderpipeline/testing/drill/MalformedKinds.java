package io.orderpipeline.testing.drill;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.testing.oracle.BadRecord;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Kinds of invalid records with the reason that their dead letters must have, from the documented data format. */
final class MalformedKinds {

    private static final String[] CATEGORIES = {"books", "toys", "sports", "garden", "music", "electronics"};

    /** @param value makes the record's value, which may be null, from a valid order */
    record Kind(String reason, String version, Function<OrderFields, byte[]> value) {}

    static final List<Kind> ALL = List.of(
            raw("null-value", order -> null),
            raw("not-json", order -> new byte[0]),
            text("not-json", order -> "order received"),
            text("not-json", order -> "<order/>"),
            text("not-json", order -> order.json().substring(0, order.json().length() / 2)),
            text("not-json", order -> order.json() + "}"),
            text("not-json", order -> order.json() + order.json()),
            text("not-json", order -> order.json().replace('"', '\'')),
            text("not-json", order -> order.with("price", "NaN").json()),
            text("not-json", order -> order.with("quantity", "007").json()),
            raw("not-json", order -> order.with("product", "\"Caf\u00e9 au lait\"")
                    .json()
                    .getBytes(ISO_8859_1)),
            name("C080"),
            name("E08080"),
            name("F08080AF"),
            name("EDA080"),
            name("F4908080"),
            name("E282"),
            name("FF"),
            text("not-json", order -> "\ufeff" + order.json()),
            raw("not-json", order -> order.json().getBytes(UTF_16BE)),
            raw("not-json", order -> order.json().getBytes(UTF_16LE)),
            raw("not-json", order -> order.json().getBytes(Charset.forName("UTF-32BE"))),
            raw("not-json", order -> order.json().getBytes(Charset.forName("UTF-32LE"))),
            text("not-json", order -> "\0\0\0\0\7" + order.json()),
            text("not-an-object", order -> "[" + order.json() + "]"),
            text("not-an-object", order -> "null"),
            text("not-an-object", order -> "42"),
            text("missing-field", order -> "{}"),
            without("order_id"),
            without("customer_name"),
            without("product"),
            without("category"),
            without("quantity"),
            without("price"),
            without("timestamp"),
            without("total_amount"),
            with("missing-field", "product", "null"),
            with("duplicate-field", "quantity\":2,\"quantity", "2"),
            with("wrong-type", "order_id", "4711"),
            with("wrong-type", "customer_name", "{\"first\":\"Ann\"}"),
            with("wrong-type", "product", "[\"Map\"]"),
            with("wrong-type", "category", "true"),
            with("wrong-type", "quantity", "\"two\""),
            with("wrong-type", "price", "\"$5.20\""),
            with("wrong-type", "timestamp", "{\"seconds\":0}"),
            with("blank-text", "order_id", "\"\""),
            with("blank-text", "category", "\"  \""),
            with("text-too-long", "customer_name", "\"" + "x".repeat(2_000) + "\""),
            with("invalid-text", "customer_name", "\"\\ud800\""),
            with("invalid-quantity", "quantity", "0"),
            with("invalid-quantity", "quantity", "-2"),
            with("invalid-quantity", "quantity", "1.5"),
            with("invalid-quantity", "quantity", "2147483648"),
            with("invalid-amount", "price", "-5.20"),
            with("invalid-amount", "price", "1" + "0".repeat(60)),
            with("total-mismatch", "total_amount", "10.41"),
            with("invalid-timestamp", "timestamp", "\"yesterday\""),
            with("invalid-timestamp", "timestamp", "\"2026-11-22T18:00:00\""),
            with("invalid-timestamp", "timestamp", "\"2026-02-30T18:00:00Z\""),
            with("too-large", "note", "\"" + "x".repeat(40_000) + "\""),
            with("too-large", "note", "[".repeat(500) + "]".repeat(500)),
            new Kind("unknown-version", "99", order -> order.json().getBytes(UTF_8)));

    private MalformedKinds() {}

    /** Kinds and categories take turns by number. */
    static ProducerRecord<byte[], byte[]> record(String topic, int number) {
        Kind kind = ALL.get(number % ALL.size());
        String category = CATEGORIES[number % CATEGORIES.length];
        byte[] value = kind.value().apply(OrderFields.of("malformed-" + number, category, 2));
        var record = new ProducerRecord<byte[], byte[]>(topic, category.getBytes(UTF_8), value);
        record.headers().add("schema-version", kind.version().getBytes(UTF_8));
        record.headers().add(BadRecord.EXPECTED_REASON, kind.reason().getBytes(UTF_8));
        return record;
    }

    private static Kind raw(String reason, Function<OrderFields, byte[]> value) {
        return new Kind(reason, "1", value);
    }

    private static Kind text(String reason, Function<OrderFields, String> value) {
        return raw(reason, order -> value.apply(order).getBytes(UTF_8));
    }

    /** @param hex bytes in place of the customer's name */
    private static Kind name(String hex) {
        String bytes = new String(HexFormat.of().parseHex(hex), ISO_8859_1);
        return raw(
                "not-json",
                order -> order.with("customer_name", '"' + bytes + '"').json().getBytes(ISO_8859_1));
    }

    private static Kind without(String field) {
        return text("missing-field", order -> order.without(field).json());
    }

    private static Kind with(String reason, String field, String literal) {
        return text(reason, order -> order.with(field, literal).json());
    }
}
