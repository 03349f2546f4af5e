package io.orderpipeline.common.order.protobuf;

import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.NotAnOrderException;
import java.util.List;
import java.util.Optional;

/**
 * A message of a schema as message indexes count it.
 *
 * @param order empty if the message does not describe orders
 * @param error the reason then, without the schema as its subject
 */
record SchemaMessage(Optional<OrderMessage> order, String error, List<SchemaMessage> nested) {

    static SchemaMessage of(MessageType type, List<SchemaMessage> nested) {
        try {
            return new SchemaMessage(Optional.of(OrderMessage.of(type)), "", nested);
        } catch (NotAnOrderException e) {
            return new SchemaMessage(Optional.empty(), e.getMessage(), nested);
        }
    }

    boolean hasOrder() {
        return order.isPresent() || nested.stream().anyMatch(SchemaMessage::hasOrder);
    }

    DecodeResult.Invalid notAnOrder() {
        return new DecodeResult.Invalid(InvalidReason.NOT_AN_ORDER, error);
    }
}
