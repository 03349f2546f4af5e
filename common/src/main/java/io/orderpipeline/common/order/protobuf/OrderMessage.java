package io.orderpipeline.common.order.protobuf;

import io.orderpipeline.common.order.NotAnOrderException;
import io.orderpipeline.common.order.OrderField;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A message type that describes orders: which of its fields is which field of an order. Safe for any thread. */
final class OrderMessage {

    /** Bounds the additional fields of an order, because an absent field has its default. */
    private static final int MOST_FIELDS = 1_000;

    private final MessageType type;

    /** By index of the field; null for additional fields. */
    private final OrderField[] orderFields;

    /** The fields that have a value when they are absent. */
    private final List<SchemaField> defaulted;

    private OrderMessage(MessageType type) {
        this.type = type;
        this.defaulted = type.fields().stream()
                .filter(field -> field.absent().isPresent())
                .toList();
        this.orderFields = new OrderField[type.fields().size()];
    }

    static OrderMessage of(MessageType type) throws NotAnOrderException {
        if (type.fields().size() > MOST_FIELDS) {
            throw new NotAnOrderException("message " + type.name() + " has more than " + MOST_FIELDS + " fields");
        }
        OrderMessage message = new OrderMessage(type);
        for (OrderField field : OrderField.values()) {
            message.assign(field, candidate -> candidate.name().equals(field.jsonName()));
        }
        for (OrderField field : OrderField.values()) {
            if (!message.has(field)
                    && !message.assign(
                            field, candidate -> candidate.jsonName().equals(Optional.of(field.jsonName())))) {
                throw new NotAnOrderException("message " + type.name() + " has no field " + field.jsonName());
            }
        }
        return message;
    }

    private boolean has(OrderField field) {
        return Arrays.asList(orderFields).contains(field);
    }

    /** Assigns the first field that meets the condition and has no meaning yet, if there is one. */
    private boolean assign(OrderField field, Predicate<SchemaField> condition) {
        for (SchemaField candidate : type.fields()) {
            if (orderFields[candidate.index()] == null && condition.test(candidate)) {
                orderFields[candidate.index()] = field;
                return true;
            }
        }
        return false;
    }

    MessageType type() {
        return type;
    }

    List<SchemaField> defaulted() {
        return defaulted;
    }

    /** Null for an additional field. */
    OrderField orderField(SchemaField field) {
        return orderFields[field.index()];
    }

    /** In JSON. */
    String jsonName(SchemaField field) {
        OrderField orderField = orderField(field);
        return orderField == null ? field.name() : orderField.jsonName();
    }
}
