package io.orderpipeline.testing.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Decodes and validates orders by independent code, so that the oracle does not share errors with the programs. */
final class OrderRules {

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(16)
                            .maxNumberLength(32 * 1024)
                            .build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final Set<String> FIELDS = Set.of(
            "order_id", "customer_name", "product", "category", "quantity", "price", "timestamp", "total_amount");

    static final int VALUE_BYTES = 32 * 1024;

    private static final Instant YEAR_1 = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

    private OrderRules() {}

    /**
     * The order in a record; empty when the record is invalid.
     *
     * @param schemas empty without a registry: all values are JSON
     */
    static Optional<RowValues> decode(ConsumerRecord<byte[], byte[]> record, Optional<SchemaRules> schemas) {
        Header version = record.headers().lastHeader("schema-version");
        if (version != null && !new String(version.value(), UTF_8).equals("1")) {
            return Optional.empty();
        }
        return schemas.isPresent() && SchemaRules.applyTo(record.value())
                ? schemas.get().decode(record.value())
                : decode(record.value());
    }

    /** The order in JSON. */
    static Optional<RowValues> decode(byte[] value) {
        if (value == null || value.length > VALUE_BYTES) {
            return Optional.empty();
        }
        try {
            return Optional.of(order(fields(value)));
        } catch (IOException | IllegalArgumentException | ArithmeticException | DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * The fields of the order; further fields only have to be JSON. Java's decoder is strict; the parser alone would
     * detect other encodings and accept overlong forms.
     */
    private static Map<String, JsonNode> fields(byte[] value) throws IOException {
        String text = UTF_8.newDecoder().decode(ByteBuffer.wrap(value)).toString();
        require(!text.startsWith("\ufeff") && text.indexOf('\0') < 0);
        Map<String, JsonNode> fields = new HashMap<>();
        try (JsonParser json = JSON.createParser(value)) {
            require(json.nextToken() == JsonToken.START_OBJECT);
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                json.nextToken();
                if (FIELDS.contains(name)) {
                    require(fields.put(name, JSON.readTree(json)) == null);
                } else {
                    json.skipChildren();
                }
            }
            require(json.nextToken() == null);
        }
        return fields;
    }

    private static RowValues order(Map<String, JsonNode> json) {
        return checked(new RowValues(
                text(json, "order_id"),
                text(json, "customer_name"),
                text(json, "product"),
                text(json, "category"),
                number(json, "quantity").intValueExact(),
                number(json, "price"),
                time(json.get("timestamp")),
                number(json, "total_amount")));
    }

    /** The rules that hold in every format. */
    static RowValues checked(RowValues order) {
        BigDecimal price = order.price();
        require(order.quantity() > 0 && price.signum() >= 0 && price.precision() <= 50);
        require(order.totalAmount().compareTo(price.multiply(BigDecimal.valueOf(order.quantity()))) == 0);
        require(!order.orderId().isBlank() && !order.category().isBlank());
        require(Stream.of(order.orderId(), order.customerName(), order.product(), order.category())
                .allMatch(text -> text.codePoints().count() <= 1_000));
        require(!order.timestamp().isBefore(YEAR_1) && order.timestamp().isBefore(YEAR_10000));
        return order;
    }

    private static String text(Map<String, JsonNode> json, String field) {
        JsonNode value = json.get(field);
        require(value != null && value.isTextual());
        // UTF-8 cannot encode an unpaired surrogate.
        require(UTF_8.newEncoder().canEncode(value.textValue()));
        return value.textValue();
    }

    private static BigDecimal number(Map<String, JsonNode> json, String field) {
        JsonNode value = json.get(field);
        require(value != null && (value.isNumber() || value.isTextual()));
        return value.isNumber() ? value.decimalValue() : new BigDecimal(value.textValue());
    }

    private static Instant time(JsonNode value) {
        require(value != null && (value.isIntegralNumber() || value.isTextual()));
        Instant time = value.isTextual()
                ? OffsetDateTime.parse(value.textValue()).toInstant()
                : Instant.ofEpochMilli(value.longValue());
        return time;
    }

    static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException();
        }
    }
}
