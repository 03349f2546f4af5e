package io.orderpipeline.common.order.avro;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.order.BinaryCursor;
import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.OrderLimits;
import io.orderpipeline.common.order.Utf8;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;

/**
 * Reads the primitive values of one record in the <a href="https://avro.apache.org/docs/1.12.0/specification/">binary
 * encoding</a>, and remembers the first failure. After it, every read returns 0, as with {@link BinaryCursor}. One
 * thread.
 */
final class ValueReader {

    /** Values may have no bytes, such as null, so the size of the record does not limit their number. */
    static final int MOST_VALUES = 2 * OrderLimits.VALUE_BYTES;

    /** Of 64 bits in groups of 7. */
    private static final int MOST_VARINT_BYTES = 10;

    private static final int NAME_CHARACTERS = 60;
    private static final int PATH_CHARACTERS = 200;

    private final BinaryCursor in;

    /** Values in records, arrays and maps that were counted. */
    private int values;

    /** Where the value that was read last begins. */
    private int start;

    private InvalidReason reason = InvalidReason.MALFORMED_VALUE;
    private String problem = "the data ends too early";
    private String path = "";

    ValueReader(byte[] value, int from) {
        in = new BinaryCursor(value, from);
    }

    byte[] bytes() {
        return in.bytes();
    }

    /** After the last value. */
    int position() {
        return in.position();
    }

    boolean isValid() {
        return in.isValid();
    }

    /** Keeps the position of the first failure. */
    private void begin() {
        if (in.isValid()) {
            start = in.position();
        }
    }

    /** Fails when bytes follow. */
    void expectEnd() {
        begin();
        if (!in.isAtEnd()) {
            fail("more bytes follow than the schema has fields");
        }
    }

    boolean bool() {
        begin();
        int value = in.unsignedByte();
        if (value > 1) {
            fail("the boolean is neither 0 nor 1");
        }
        return value == 1;
    }

    long int64() {
        begin();
        boolean isLongEnough = in.remaining() >= MOST_VARINT_BYTES;
        long value = in.zigzag();
        if (isLongEnough && !in.isValid()) {
            problem = "an integer has more than 64 bits";
        }
        return value;
    }

    int int32() {
        long value = int64();
        if (value != (int) value) {
            fail("an int has more than 32 bits");
        }
        return (int) value;
    }

    float float32() {
        begin();
        return Float.intBitsToFloat(in.littleEndianInt());
    }

    double float64() {
        begin();
        return Double.longBitsToDouble(in.littleEndianLong());
    }

    /** The index of the type that follows; 0 after a failure. */
    int unionIndex(int branches) {
        return index(branches, "the union has no such branch");
    }

    /** The first symbol after a failure. */
    ByteBuffer symbol(ValueType type) {
        return type.symbols().get(enumIndex(type.symbols().size()));
    }

    /** 0 after a failure. */
    int enumIndex(int symbols) {
        return index(symbols, "the enum has no such symbol");
    }

    private int index(int count, String outOfRange) {
        long index = int64();
        if (index < 0 || index >= count) {
            fail(outOfRange);
            return 0;
        }
        return (int) index;
    }

    /** Moves past this number of bytes. Returns where they begin. */
    int fixed(int length) {
        begin();
        int from = in.position();
        in.skip(length);
        return from;
    }

    /** Moves past a length and as many bytes. Returns where these begin; they end at {@link #position}. */
    int variable() {
        return fixed(length());
    }

    private int length() {
        long length = int64();
        if (length < 0) {
            fail("a length is negative");
        }
        return (int) Math.min(length, Integer.MAX_VALUE);
    }

    /** Moves past a string, which must be UTF-8. Returns where its bytes begin. */
    int utf8() {
        int from = variable();
        if (!Utf8.isText(in.bytes(), from, in.position())) {
            fail("a string is not UTF-8");
        }
        return from;
    }

    /** Moves past a decimal. Returns where the bytes of its unscaled value begin, at least one. */
    int decimal(ValueType type) {
        Schema schema = type.schema();
        int from = schema.getType() == Schema.Type.FIXED ? fixed(schema.getFixedSize()) : variable();
        if (from == in.position()) {
            fail("a decimal has no bytes");
        }
        return from;
    }

    /** The bytes between these positions as a string; empty after a failure. */
    String string(int from, int to) {
        return in.isValid() ? new String(in.bytes(), from, to - from, UTF_8) : "";
    }

    /** Ends at the end of a block, whose length follows, until {@link #endBlock}. Returns the former limit. */
    int beginBlock() {
        return in.limit(length());
    }

    void endBlock(int former) {
        if (!in.isAtEnd()) {
            fail("a block has more bytes than its items");
        }
        in.restoreLimit(former);
    }

    /** Counts values in records, arrays and maps. Fails at too many. */
    void count(long more) {
        if (more < 0 || more > MOST_VALUES - values) {
            tooLarge("more than " + MOST_VALUES + " values in records, arrays and maps");
        } else {
            values += (int) more;
        }
    }

    void tooLarge(String detail) {
        if (in.isValid()) {
            reason = InvalidReason.TOO_LARGE;
        }
        fail(detail);
    }

    /** Ends the fast path: the general path decides. */
    void abandon() {
        in.fail();
    }

    private void fail(String detail) {
        if (in.isValid()) {
            problem = detail;
            in.fail();
        }
    }

    /** Adds the part of a schema that contains the failure. From the inside outwards. */
    void failedIn(String part) {
        path = Names.printable(part, NAME_CHARACTERS) + path;
    }

    /** The failure. Without content of the record, which may be customer data. */
    DecodeResult invalid() {
        if (reason == InvalidReason.TOO_LARGE) {
            return new DecodeResult.Invalid(reason, problem);
        }
        String where = path.isEmpty() ? "the value" : Names.printable(path, PATH_CHARACTERS);
        return new DecodeResult.Invalid(reason, where + " at byte " + start + ": " + problem);
    }
}
