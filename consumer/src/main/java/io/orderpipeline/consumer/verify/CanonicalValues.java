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
import java.util.Objects;

/**
 * Values in canonical form for comparison: bytes that are equal only for equal values. It is the form in which
 * Cassandra stores them, so 5.2 and 5.20 differ, and timestamps have milliseconds.
 */
record CanonicalValues(List<ByteBuffer> values) {

    /** Without the id. */
    private static final int SCHEMA_COLUMNS = 7;

    /** The values that the order's row must have. */
    static CanonicalValues of(DecodeResult.Valid decoded, AddedColumns addedColumns) {
        Order order = decoded.order();
        List<Object> values = new ArrayList<>(Arrays.asList(
                order.customerName(),
                order.product(),
                order.category(),
                order.quantity(),
                order.price(),
                order.timestamp(),
                order.totalAmount()));
        values.addAll(addedColumns.encode(decoded.additionalFields()).values());
        return of(values);
    }

    /** The values of a row that has only its key. */
    static CanonicalValues none(AddedColumns addedColumns) {
        return of(Collections.nCopies(SCHEMA_COLUMNS + addedColumns.names().size(), null));
    }

    /** @param columns may contain null */
    static CanonicalValues of(List<?> columns) {
        List<ByteBuffer> values = new ArrayList<>(columns.size());
        for (Object value : columns) {
            values.add(value == null ? null : bytes(value));
        }
        return new CanonicalValues(values);
    }

    /** The names of the values that differ from those of {@code other}. */
    List<String> differences(CanonicalValues other, List<String> names) {
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            if (!Objects.equals(values.get(i), other.values.get(i))) {
                differences.add(names.get(i));
            }
        }
        return differences;
    }

    private static ByteBuffer bytes(Object value) {
        if (value instanceof String text) {
            return ByteBuffer.wrap(text.getBytes(UTF_8));
        }
        if (value instanceof Integer number) {
            return ByteBuffer.allocate(Integer.BYTES).putInt(0, number);
        }
        if (value instanceof Instant time) {
            return ByteBuffer.allocate(Long.BYTES).putLong(0, time.toEpochMilli());
        }
        if (value instanceof BigDecimal amount) {
            byte[] digits = amount.unscaledValue().toByteArray();
            return ByteBuffer.allocate(Integer.BYTES + digits.length)
                    .putInt(amount.scale())
                    .put(digits)
                    .flip();
        }
        return (ByteBuffer) value;
    }
}
