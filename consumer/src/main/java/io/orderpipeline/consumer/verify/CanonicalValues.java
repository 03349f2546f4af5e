package io.orderpipeline.consumer.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.consumer.cassandra.row.AddedColumns;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

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
        List<ByteBuffer> values =
                new ArrayList<>(SCHEMA_COLUMNS + addedColumns.names().size());
        values.add(text(order.customerName()));
        values.add(text(order.product()));
        values.add(text(order.category()));
        values.add(integer(order.quantity()));
        values.add(decimal(order.price()));
        values.add(time(order.timestamp()));
        values.add(decimal(order.totalAmount()));
        values.addAll(addedColumns.encode(decoded.additionalFields()).values());
        return new CanonicalValues(values);
    }

    /** The values of a row that has only its key. */
    static CanonicalValues none(AddedColumns addedColumns) {
        return new CanonicalValues(
                Collections.nCopies(SCHEMA_COLUMNS + addedColumns.names().size(), null));
    }

    /** @param texts may contain null */
    static CanonicalValues ofTexts(String... texts) {
        return new CanonicalValues(
                Stream.of(texts).map(text -> text == null ? null : text(text)).toList());
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

    private static ByteBuffer text(String value) {
        return ByteBuffer.wrap(value.getBytes(UTF_8));
    }

    private static ByteBuffer integer(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(0, value);
    }

    private static ByteBuffer time(Instant value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(0, value.toEpochMilli());
    }

    private static ByteBuffer decimal(BigDecimal value) {
        byte[] digits = value.unscaledValue().toByteArray();
        return ByteBuffer.allocate(Integer.BYTES + digits.length)
                .putInt(value.scale())
                .put(digits)
                .flip();
    }
}
