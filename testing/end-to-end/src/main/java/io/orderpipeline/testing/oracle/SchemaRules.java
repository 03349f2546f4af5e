package io.orderpipeline.testing.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Timestamp;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.util.Utf8;

/**
 * Decodes the orders that the producer writes with a schema, with the libraries of the formats. One thread.
 *
 * @param registry its URL
 */
record SchemaRules(String registry, Map<Integer, Optional<JsonNode>> schemas) {

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();
    private static final int PREFIX = 1 + Integer.BYTES;
    private static final int SCALE = 2;

    SchemaRules(String registry) {
        this(registry, new HashMap<>());
    }

    static boolean applyTo(byte[] value) {
        return value != null && value.length >= PREFIX && value[0] == 0;
    }

    /** The order in the value; empty when it is invalid. */
    Optional<RowValues> decode(byte[] value) {
        Optional<JsonNode> schema =
                schemas.computeIfAbsent(ByteBuffer.wrap(value).getInt(1), this::schema);
        if (schema.isEmpty() || value.length > OrderRules.VALUE_BYTES) {
            return Optional.empty();
        }
        byte[] data = Arrays.copyOfRange(value, PREFIX, value.length);
        try {
            // Not by the type: some registries do not name it.
            String text = schema.get().path("schema").asText();
            if (text.contains("syntax =")) {
                return Optional.of(protobuf(data));
            }
            return text.contains("\"$schema\"") ? OrderRules.decode(data) : Optional.of(avro(data, text));
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private Optional<JsonNode> schema(int id) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(registry + "/schemas/ids/" + id))
                .build();
        try {
            var response = HTTP.send(request, BodyHandlers.ofString());
            return switch (response.statusCode()) {
                case 200 -> Optional.of(JSON.readTree(response.body()));
                case 404 -> Optional.empty();
                default -> throw new AssertionError("the registry answers " + response.statusCode());
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    private static RowValues avro(byte[] data, String schemaText) throws IOException {
        Schema schema = new Schema.Parser().parse(schemaText);
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(data, null);
        GenericRecord order = new GenericDatumReader<GenericRecord>(schema).read(null, decoder);
        OrderRules.require(decoder.isEnd());
        return OrderRules.checked(new RowValues(
                text(order, "order_id"),
                order.hasField("customer") ? text(order, "customer") : text(order, "customer_name"),
                text(order, "product"),
                text(order, "category"),
                (int) order.get("quantity"),
                amount(order, "price"),
                Instant.ofEpochMilli((long) order.get("timestamp")),
                amount(order, "total_amount")));
    }

    private static String text(GenericRecord order, String field) throws CharacterCodingException {
        return strict(((Utf8) order.get(field)).getBytes(), ((Utf8) order.get(field)).getByteLength());
    }

    private static String strict(byte[] bytes, int length) throws CharacterCodingException {
        return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, 0, length)).toString();
    }

    private static BigDecimal amount(GenericRecord order, String field) {
        ByteBuffer unscaled = (ByteBuffer) order.get(field);
        byte[] bytes = new byte[unscaled.remaining()];
        unscaled.duplicate().get(bytes);
        return new BigDecimal(new BigInteger(bytes), SCALE);
    }

    /** The message {@code Order}, the first of its file. */
    private static RowValues protobuf(byte[] data) throws IOException {
        OrderRules.require(data.length > 0 && data[0] == 0);
        CodedInputStream in = CodedInputStream.newInstance(data, 1, data.length - 1);
        String[] texts = new String[9];
        Arrays.fill(texts, "");
        int quantity = 0;
        Timestamp time = null;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int field = WireFormat.getTagFieldNumber(tag);
            if (field == 5 && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT) {
                quantity = in.readInt32();
            } else if (field == 7 && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                time = Timestamp.parseFrom(in.readByteArray());
            } else if (field <= 8
                    && field != 5
                    && field != 7
                    && WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED) {
                texts[field] = in.readStringRequireUtf8();
            } else if (field <= 8) {
                throw new InvalidProtocolBufferException("wire type");
            } else {
                OrderRules.require(in.skipField(tag));
            }
        }
        OrderRules.require(time != null);
        return OrderRules.checked(new RowValues(
                texts[1],
                texts[2],
                texts[3],
                texts[4],
                quantity,
                new BigDecimal(texts[6]),
                Instant.ofEpochSecond(time.getSeconds(), time.getNanos()),
                new BigDecimal(texts[8])));
    }
}
