package io.orderpipeline.testing.benchmark.contender;

import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import java.nio.ByteBuffer;
import java.time.LocalDate;

/**
 * Extracts the values of an order from its JSON in Cassandra's wire format. Only for the exact form of the producer:
 * fields in fixed order, no spaces, no escapes, amounts of at most 18 digits.
 */
public final class OrderSlices {

    private static final int VALUES = 9;

    /** Quantity, two amounts and the time. */
    private static final int NUMBER_BYTES = 4 + 12 + 8 + 12;

    private final byte[] json;
    private final ByteBuffer numbers = ByteBuffer.allocate(NUMBER_BYTES);
    private int position;

    private OrderSlices(byte[] json) {
        this.json = json;
    }

    /** In the order of the statement's markers, with the partition first. */
    public static ByteBuffer[] of(byte[] json, ByteBuffer partition) {
        OrderSlices order = new OrderSlices(json);
        ByteBuffer[] values = new ByteBuffer[VALUES];
        values[0] = partition;
        values[1] = order.nextText();
        values[2] = order.nextText();
        values[3] = order.nextText();
        values[4] = order.nextText();
        values[5] = order.nextQuantity();
        values[6] = order.nextAmount();
        values[7] = order.nextTime();
        values[8] = order.nextAmount();
        return values;
    }

    static BoundStatementBuilder bind(BoundStatementBuilder statement, ByteBuffer[] values) {
        BoundStatementBuilder bound = statement;
        for (int i = 0; i < VALUES; i++) {
            bound = bound.setBytesUnsafe(i, values[i]);
        }
        return bound;
    }

    private void skipName() {
        while (json[position] != ':') {
            position++;
        }
        position++;
    }

    private ByteBuffer nextText() {
        skipName();
        int start = ++position;
        while (json[position] != '"') {
            if (json[position] == '\\') {
                throw new IllegalStateException("an escape sequence, which this loop does not support");
            }
            position++;
        }
        return ByteBuffer.wrap(json, start, position++ - start);
    }

    private ByteBuffer nextQuantity() {
        skipName();
        int start = numbers.position();
        numbers.putInt((int) nextLong());
        return written(start);
    }

    /** Reads digits, with or without a decimal point, to the end of the field. */
    private long nextLong() {
        long value = 0;
        for (; json[position] != ',' && json[position] != '}'; position++) {
            if (json[position] != '.') {
                value = 10 * value + json[position] - '0';
            }
        }
        return value;
    }

    /** Writes a scale of 4 bytes, then the unscaled value in the fewest bytes. */
    private ByteBuffer nextAmount() {
        skipName();
        int from = position;
        long unscaled = nextLong();
        int start = numbers.position();
        numbers.putInt(scale(from));
        for (int shift = 8 * bytesOf(unscaled) - 8; shift >= 0; shift -= 8) {
            numbers.put((byte) (unscaled >> shift));
        }
        return written(start);
    }

    private int scale(int from) {
        for (int i = position - 1; i > from; i--) {
            if (json[i] == '.') {
                return position - 1 - i;
            }
        }
        return 0;
    }

    /** Includes the sign bit. */
    private static int bytesOf(long unscaled) {
        return (64 - Long.numberOfLeadingZeros(unscaled)) / 8 + 1;
    }

    /** Reads a time of the form 2026-11-22T18:00:00.000Z, and writes it in milliseconds since 1970. */
    private ByteBuffer nextTime() {
        skipName();
        int text = position + 1;
        long day = LocalDate.of(digits(text, 4), digits(text + 5, 2), digits(text + 8, 2))
                .toEpochDay();
        long minute = (day * 24 + digits(text + 11, 2)) * 60 + digits(text + 14, 2);
        int start = numbers.position();
        numbers.putLong((minute * 60 + digits(text + 17, 2)) * 1_000 + digits(text + 20, 3));
        position = text + 25;
        return written(start);
    }

    private int digits(int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            value = 10 * value + json[i] - '0';
        }
        return value;
    }

    private ByteBuffer written(int start) {
        return ByteBuffer.wrap(numbers.array(), start, numbers.position() - start);
    }
}
