package io.orderpipeline.consumer.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.consumer.cassandra.row.AddedColumns;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Values in the form in which they are compared: as bytes, the same for equal values and only for them. It is the form
 * in which Cassandra holds them, so 5.2 and 5.20 differ, and a time ends with its milliseconds.
 */
record CanonicalValues(List<byte[]> values) {

    /** An order's, beside its id. */
    private static final int OWN = 7;

    /** Those that the order's row must have. */
    static CanonicalValues of(DecodeResult.Valid reading, AddedColumns extraColumns) {
        Order order = reading.order();
        List<Object> values = new ArrayList<>(Arrays.asList(
                order.customerName(),
                order.product(),
                order.category(),
                order.quantity(),
                order.price(),
                order.timestamp(),
                order.totalAmount()));
        values.addAll(extraColumns.encode(reading.additionalFields()).bytes());
        return of(values);
    }

    /** Those of a row that has nothing but its key. */
    static CanonicalValues none(AddedColumns extraColumns) {
        return of(Collections.nCopies(OWN + extraColumns.names().size(), null));
    }

    /** @param values may be null */
    static CanonicalValues of(List<?> values) {
        List<byte[]> cells = new ArrayList<>(values.size());
        for (Object value : values) {
            cells.add(value == null ? null : bytes(value));
        }
        return new CanonicalValues(cells);
    }

    /** The names of the values that are not the same as those of {@code other}. */
    List<String> differences(CanonicalValues other, List<String> names) {
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (!Arrays.equals(values.get(i), other.values.get(i))) {
                differences.add(names.get(i));
            }
        }
        return differences;
    }

    private static byte[] bytes(Object value) {
        if (value instanceof String text) {
            return text.getBytes(UTF_8);
        }
        if (value instanceof Integer number) {
            return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
        }
        if (value instanceof Instant time) {
            return ByteBuffer.allocate(Long.BYTES).putLong(time.toEpochMilli()).array();
        }
        if (value instanceof BigDecimal amount) {
            byte[] digits = amount.unscaledValue().toByteArray();
            return ByteBuffer.allocate(Integer.BYTES + digits.length)
                    .putInt(amount.scale())
                    .put(digits)
                    .array();
        }
        return (byte[]) value;
    }
}
