package io.orderpipeline.common.order.protobuf;

import io.orderpipeline.common.order.BinaryCursor;
import io.orderpipeline.common.order.OrderField;
import io.orderpipeline.common.order.OrderViewBuilder;

/** Reads a field of an order into its view, on the fast path. Fails at what is invalid or unusual. One thread. */
final class OrderFieldReader {

    private static final int MILLIS_A_SECOND = 1_000;
    private static final int NANOS_A_MILLI = 1_000_000;

    /** Units with nanos fit into a long below this number. */
    private static final long MOST_UNITS = 1_000_000_000;

    /** From the years 1 to 9999, without the last second, which is in bounds only in part. */
    private static final long FIRST_SECOND = -62_135_596_800L;

    private static final long LAST_SECOND = 253_402_300_799L;

    private final BinaryCursor cursor;
    private final OrderViewBuilder order;

    OrderFieldReader(BinaryCursor cursor, OrderViewBuilder order) {
        this.cursor = cursor;
        this.order = order;
    }

    /** Reads the value at the cursor. */
    void read(OrderField field, ValueType type) {
        if (type instanceof ScalarType scalar) {
            readScalar(field, scalar);
        } else if (type instanceof EnumType names) {
            names.encodedName((int) cursor.varint()).ifPresentOrElse(name -> order.text(field, name), order::fail);
        } else {
            readMessage(field, (MessageType) type);
        }
    }

    private void readScalar(OrderField field, ScalarType type) {
        if (type == ScalarType.STRING) {
            int length = WireFormat.length(cursor);
            int start = cursor.position();
            cursor.skip(length);
            addText(field, start, start + length);
        } else if (type.isInteger()) {
            addInteger(field, type, type.read(cursor));
        } else {
            cursor.fail();
        }
    }

    private void addText(OrderField field, int start, int end) {
        switch (field) {
            case ORDER_ID, CUSTOMER_NAME, PRODUCT, CATEGORY -> order.text(field, start, end);
            default -> order.parse(field, start, end);
        }
    }

    private void addInteger(OrderField field, ScalarType type, long number) {
        if (type.isUnsigned64() && number < 0) {
            order.fail();
        } else {
            order.number(field, number, 0);
        }
    }

    private void readMessage(OrderField field, MessageType type) {
        if (!type.isWellKnown()) {
            cursor.fail();
            return;
        }
        WellKnownValue value = new WellKnownValue(type, cursor.bytes());
        value.merge(cursor);
        switch (type.form()) {
            case TIMESTAMP -> addTime(field, value.number(1), value.number(2));
            case MONEY -> addMoney(field, value.number(2), value.number(3));
            case DECIMAL_TEXT -> addDecimal(field, value.start(), value.end());
            case UNSCALED_DECIMAL -> addUnscaled(field, value);
            default -> addWrapped(field, value);
        }
    }

    private void addTime(OrderField field, long seconds, long nanos) {
        boolean isUsual = field == OrderField.TIMESTAMP
                && nanos >= 0
                && nanos < WellKnownValue.NANOS
                && seconds >= FIRST_SECOND
                && seconds < LAST_SECOND;
        if (isUsual) {
            order.number(field, seconds * MILLIS_A_SECOND + nanos / NANOS_A_MILLI, 0);
        } else {
            order.fail();
        }
    }

    private void addMoney(OrderField field, long units, long nanos) {
        if (nanos == 0) {
            order.number(field, units, 0);
        } else if (units >= 0 && units < MOST_UNITS && nanos > 0 && nanos < WellKnownValue.NANOS) {
            long unscaled = units * WellKnownValue.NANOS + nanos;
            int scale = WellKnownValue.NANO_DIGITS;
            for (; unscaled % 10 == 0; scale--) {
                unscaled /= 10;
            }
            order.number(field, unscaled, scale);
        } else {
            order.fail();
        }
    }

    /** An empty text is 0. */
    private void addDecimal(OrderField field, int start, int end) {
        if (start == end) {
            order.number(field, 0, 0);
        } else {
            addText(field, start, end);
        }
    }

    private void addUnscaled(OrderField field, WellKnownValue value) {
        if (value.end() - value.start() > Long.BYTES) {
            order.fail();
        } else {
            order.number(field, value.unscaled(), (int) value.number(3));
        }
    }

    private void addWrapped(OrderField field, WellKnownValue value) {
        ScalarType type = value.wrapped();
        if (type == ScalarType.STRING) {
            addText(field, value.start(), value.end());
        } else if (type.isInteger()) {
            addInteger(field, type, value.number(1));
        } else {
            order.fail();
        }
    }
}
