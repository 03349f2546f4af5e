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

    private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");

    private OrderRules() {}

    /** The order in a record; empty when the record is invalid. */
    static Optional<RowValues> decode(ConsumerRecord<byte[], byte[]> record) {
        Header version = record.headers().lastHeader("schema-version");
        if (record.value() == null
                || record.value().length > 32 * 1024
                || (version != null && !new String(version.value(), UTF_8).equals("1"))) {
            return Optional.empty();
        }
        try {
            return Optional.of(order(fields(record.value())));
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
        int quantity = number(json, "quantity").intValueExact();
        BigDecimal price = number(json, "price");
        BigDecimal total = number(json, "total_amount");
        require(quantity > 0 && price.signum() >= 0 && price.precision() <= 50);
        require(total.compareTo(price.multiply(BigDecimal.valueOf(quantity))) == 0);
        String orderId = text(json, "order_id");
        String category = text(json, "category");
        require(!orderId.isBlank() && !category.isBlank());
        return new RowValues(
                orderId,
                text(json, "customer_name"),
                text(json, "product"),
                category,
                quantity,
                price,
                time(json.get("timestamp")),
                total);
    }

    private static String text(Map<String, JsonNode> json, String field) {
        JsonNode value = json.get(field);
        require(value != null && value.isTextual());
        require(value.textValue().codePoints().count() <= 1_000);
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
        require(time.isBefore(YEAR_10000));
        return time;
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalArgumentException();
        }
    }
}
