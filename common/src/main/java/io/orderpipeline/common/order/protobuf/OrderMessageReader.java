package io.orderpipeline.common.order.protobuf;

import io.orderpipeline.common.order.AdditionalField;
import io.orderpipeline.common.order.AdditionalField.Form;
import io.orderpipeline.common.order.BinaryCursor;
import io.orderpipeline.common.order.InvalidOrderException;
import io.orderpipeline.common.order.OrderField;
import io.orderpipeline.common.order.OrderView;
import io.orderpipeline.common.order.OrderViewBuilder;
import java.util.Optional;

/**
 * The fast path: reads the order of one message in a single pass over its bytes. Everything invalid or unusual is left
 * to {@link GeneralReader}, at the first byte that shows it. For one value; one thread.
 */
final class OrderMessageReader {

    private final OrderMessage message;
    private final BinaryCursor cursor;
    private final OrderViewBuilder order;
    private final OrderFieldReader orderFields;

    /** A bit for each field that occurred, by its index. */
    private final long[] found;

    /** A bit for each oneof of which a field occurred. */
    private long foundOneofs;

    OrderMessageReader(OrderMessage message, BinaryCursor cursor) {
        this.message = message;
        this.cursor = cursor;
        this.order = new OrderViewBuilder(cursor.bytes());
        this.orderFields = new OrderFieldReader(cursor, order);
        this.found = new long[message.type().fields().size() / Long.SIZE + 1];
    }

    /** @return empty when the value is invalid or unusual */
    Optional<OrderView> read() {
        while (!cursor.isAtEnd()) {
            readField();
        }
        if (!cursor.isValid()) {
            return Optional.empty();
        }
        for (SchemaField field : message.defaulted()) {
            if (!isFound(field)) {
                addAbsent(field, field.absent().orElseThrow());
            }
        }
        return order.build();
    }

    private void readField() {
        int tag = WireFormat.tag(cursor);
        SchemaField field = message.type().field(WireFormat.number(tag));
        if (field == null) {
            WireFormat.skip(cursor, tag);
            return;
        }
        boolean isAgain = isFound(field);
        found[field.index() / Long.SIZE] |= 1L << field.index();
        OrderField orderField = message.orderField(field);
        if (field.isRepeated()) {
            readStructure(field, WireFormat.wireType(tag), isAgain);
        } else if (isAgain
                || isOneofFound(field)
                || WireFormat.wireType(tag) != field.type().wireType()) {
            cursor.fail();
        } else if (orderField != null) {
            orderFields.read(orderField, field.type());
        } else if (field.type() instanceof MessageType type && !type.isWellKnown()) {
            readStructure(field, WireFormat.wireType(tag), isAgain);
        } else {
            order.add(FieldValue.read(field.type(), field.name(), cursor));
        }
    }

    private boolean isFound(SchemaField field) {
        return (found[field.index() / Long.SIZE] & (1L << field.index())) != 0;
    }

    /** Whether a field of the same oneof occurred, or the oneof has no bit. */
    private boolean isOneofFound(SchemaField field) {
        if (!field.isInOneof()) {
            return false;
        }
        long bit = 1L << field.oneof();
        boolean isFound = field.oneof() >= Long.SIZE || (foundOneofs & bit) != 0;
        foundOneofs |= bit;
        return isFound;
    }

    /** A message, list or map, whose bytes are only checked. */
    private void readStructure(SchemaField field, int wireType, boolean isAgain) {
        try {
            new MessageScanner(cursor).value(field, wireType, MessageScanner.TOP);
        } catch (InvalidOrderException e) {
            cursor.fail();
        }
        if (message.orderField(field) != null) {
            order.fail();
        } else if (!isAgain) {
            order.add(FieldValue.objectOrArray(field.name()));
        }
    }

    private void addAbsent(SchemaField field, AdditionalField value) {
        OrderField orderField = message.orderField(field);
        if (orderField == null) {
            order.add(value);
        } else if (value.form() == Form.TEXT && value.text().isEmpty()) {
            order.text(orderField, 0, 0);
        } else {
            order.fail();
        }
    }
}
