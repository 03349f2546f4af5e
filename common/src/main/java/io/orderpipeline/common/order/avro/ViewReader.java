package io.orderpipeline.common.order.avro;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.orderpipeline.common.order.OrderField;
import io.orderpipeline.common.order.OrderLimits;
import io.orderpipeline.common.order.OrderView;
import io.orderpipeline.common.order.OrderViewBuilder;
import java.nio.ByteBuffer;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** The fast path: reads the fields of an order straight into a view. For one record; one thread. */
final class ViewReader {

    /** The last time that the rules accept, 9999-12-31T23:59:59.999Z; later microseconds are not truncated to it. */
    private static final long LAST_MICROS = 253_402_300_799_999_000L;

    private final ValueReader in;
    private final FieldReader fields;
    private final OrderViewBuilder order;

    ViewReader(byte[] value, int from) {
        in = new ValueReader(value, from);
        fields = new FieldReader(in);
        order = new OrderViewBuilder(value);
    }

    Optional<OrderView> read(RecordPlan plan) {
        if (!plan.acceptRecord(in)) {
            return Optional.empty();
        }
        List<Column> columns = plan.columns();
        for (int i = 0; i < columns.size() && in.isValid(); i++) {
            Column column = columns.get(i);
            if (column.field() == null) {
                order.add(fields.read(column));
            } else {
                read(column.field(), fields.typeOf(column));
            }
        }
        in.expectEnd();
        return in.isValid() ? order.build() : Optional.empty();
    }

    private void read(OrderField field, ValueType type) {
        switch (type.kind()) {
            case INT -> order.number(field, in.int32(), 0);
            case LONG -> order.number(field, in.int64(), 0);
            case DECIMAL -> decimal(field, type);
            case INSTANT -> time(field, type);
            case STRING -> string(field);
            case UUID -> text(field, ByteBuffer.wrap(fields.uuid().getBytes(US_ASCII)));
            case ENUM -> text(field, in.symbol(type).duplicate());
            default -> in.abandon();
        }
    }

    private void string(OrderField field) {
        int start = in.variable();
        switch (field) {
            case ORDER_ID, CUSTOMER_NAME, PRODUCT, CATEGORY -> order.text(field, start, in.position());
            case QUANTITY, PRICE, TIMESTAMP, TOTAL_AMOUNT -> order.parse(field, start, in.position());
        }
    }

    private void text(OrderField field, ByteBuffer text) {
        if (text.remaining() > OrderLimits.TEXT_CHARACTERS) {
            in.abandon();
        } else {
            order.text(field, text);
        }
    }

    private void decimal(OrderField field, ValueType type) {
        int start = in.decimal(type);
        int end = in.position();
        byte[] bytes = in.bytes();
        long unscaled = in.isValid() ? bytes[start] : 0;
        for (int i = start + 1; i < end; i++) {
            if (unscaled << Byte.SIZE >> Byte.SIZE != unscaled) {
                // More than a long holds.
                in.abandon();
                return;
            }
            unscaled = (unscaled << Byte.SIZE) | (bytes[i] & 0xFF);
        }
        order.number(field, unscaled, type.scale());
    }

    private void time(OrderField field, ValueType type) {
        long time = in.int64();
        boolean isMicros = type.unit() == ChronoUnit.MICROS;
        if (field != OrderField.TIMESTAMP || (isMicros && time > LAST_MICROS)) {
            in.abandon();
        } else {
            order.number(field, Math.floorDiv(time, isMicros ? 1_000 : 1_000_000), 0);
        }
    }
}
