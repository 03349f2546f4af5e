package io.orderpipeline.common.schema;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * How a record names the schema of its value, in the wire format of Confluent's serializers: a byte and an id before
 * the data, or the same in a header.
 */
public sealed interface SchemaId {

    /** Newer serializers write the id here; for Protobuf the message indexes follow it. */
    String HEADER = "__value_schema_id";

    /** Of a number. */
    byte NUMBER_PREFIX = 0;

    /** Of a GUID. */
    byte GUID_PREFIX = 1;

    int NUMBER_BYTES = 1 + Integer.BYTES;
    int GUID_BYTES = 1 + 2 * Long.BYTES;

    /** Of the message indexes after an id in a header; a longer header is none of a serializer. */
    int MOST_INDEX_BYTES = 64;

    /** Unique in one registry. */
    @SuppressWarnings("JavaLangClash")
    record Number(int id) implements SchemaId {

        @Override
        public String toString() {
            return "schema id " + id;
        }
    }

    /** Unique in all registries. */
    record Guid(UUID guid) implements SchemaId {

        @Override
        public String toString() {
            return "schema " + guid;
        }
    }

    /** Of a record; empty when it names none. JSON never begins with byte 0. */
    static Optional<SchemaId> of(Headers headers, byte[] value) {
        Header header = headers.lastHeader(HEADER);
        if (header != null) {
            boolean isUsual = header.value() != null && header.value().length <= GUID_BYTES + MOST_INDEX_BYTES;
            return isUsual
                    ? read(header.value(), GUID_BYTES, GUID_PREFIX).or(() -> number(header.value()))
                    : Optional.empty();
        }
        return number(value);
    }

    /** Where the data of a value begins. */
    static int dataStart(Headers headers) {
        return headers.lastHeader(HEADER) == null ? NUMBER_BYTES : 0;
    }

    /** The value of a record that names a schema; what follows the id in a header stands before the data. */
    static byte[] data(Headers headers, byte[] value) {
        Header header = headers.lastHeader(HEADER);
        if (header == null) {
            return value;
        }
        int start = header.value()[0] == GUID_PREFIX ? GUID_BYTES : NUMBER_BYTES;
        int more = header.value().length - start;
        byte[] data = Arrays.copyOfRange(header.value(), start, start + more + value.length);
        System.arraycopy(value, 0, data, more, value.length);
        return data;
    }

    private static Optional<SchemaId> number(byte[] bytes) {
        return read(bytes, NUMBER_BYTES, NUMBER_PREFIX);
    }

    private static Optional<SchemaId> read(byte[] bytes, int length, byte prefix) {
        if (bytes == null || bytes.length < length || bytes[0] != prefix) {
            return Optional.empty();
        }
        ByteBuffer id = ByteBuffer.wrap(bytes, 1, length - 1);
        return Optional.of(
                prefix == GUID_PREFIX ? new Guid(new UUID(id.getLong(), id.getLong())) : new Number(id.getInt()));
    }
}
