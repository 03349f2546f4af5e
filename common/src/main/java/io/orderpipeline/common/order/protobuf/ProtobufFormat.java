package io.orderpipeline.common.order.protobuf;

import com.squareup.wire.schema.internal.parser.MessageElement;
import com.squareup.wire.schema.internal.parser.ProtoFileElement;
import com.squareup.wire.schema.internal.parser.TypeElement;
import io.orderpipeline.common.order.BinaryCursor;
import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.InvalidOrderException;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.NotAnOrderException;
import io.orderpipeline.common.order.OrderFormat;
import io.orderpipeline.common.order.OrderView;
import io.orderpipeline.common.schema.WriterSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads orders that are messages of a Protobuf schema. A field of the message is the field of an order that has its
 * name, or else its explicit json_name; the others are additional fields. Safe for any thread.
 */
public final class ProtobufFormat implements OrderFormat {

    private static final DecodeResult NO_MESSAGE = new DecodeResult.Invalid(
            InvalidReason.MALFORMED_VALUE, "the message indexes name no message of the schema");

    private final List<SchemaMessage> messages;

    private ProtobufFormat(List<SchemaMessage> messages) {
        this.messages = messages;
    }

    /**
     * For values that begin with message indexes. A value may be any message of the schema, so that only a schema
     * without any message of an order is refused.
     */
    public static OrderFormat of(WriterSchema schema) throws NotAnOrderException {
        List<SchemaMessage> messages = messages(schema);
        if (messages.isEmpty()) {
            throw new NotAnOrderException("has no message");
        }
        if (messages.stream().noneMatch(SchemaMessage::hasOrder)) {
            throw new NotAnOrderException(
                    "has no message of an order: " + messages.get(0).error());
        }
        return new ProtobufFormat(messages);
    }

    private static List<SchemaMessage> messages(WriterSchema schema) throws NotAnOrderException {
        SchemaLinker linker = new SchemaLinker();
        ProtoFileElement file = SchemaText.parse("schema", schema.text());
        linker.declare(file);
        for (Map.Entry<String, String> reference : schema.references().entrySet()) {
            linker.declare(SchemaText.parse(reference.getKey(), reference.getValue()));
        }
        linker.link();
        return messages(linker, SchemaLinker.packageOf(file), file.getTypes());
    }

    private static List<SchemaMessage> messages(SchemaLinker linker, String scope, List<TypeElement> types) {
        List<SchemaMessage> messages = new ArrayList<>();
        for (TypeElement type : types) {
            String name = SchemaLinker.fullName(scope, type.getName());
            if (type instanceof MessageElement) {
                List<SchemaMessage> nested = messages(linker, name, type.getNestedTypes());
                messages.add(SchemaMessage.of(linker.message(name), nested));
            }
        }
        return List.copyOf(messages);
    }

    @Override
    public Optional<OrderView> view(byte[] value, int from) {
        BinaryCursor cursor = new BinaryCursor(value, from);
        return MessageIndexes.select(messages, cursor)
                .flatMap(SchemaMessage::order)
                .flatMap(order -> new OrderMessageReader(order, cursor).read());
    }

    @Override
    public DecodeResult read(byte[] value, int from) {
        BinaryCursor cursor = new BinaryCursor(value, from);
        return MessageIndexes.select(messages, cursor)
                .map(message -> message.order()
                        .map(order -> new GeneralReader(order, cursor).read())
                        .orElseGet(message::notAnOrder))
                .orElse(NO_MESSAGE);
    }

    @Override
    public Optional<byte[]> json(byte[] value, int from) {
        BinaryCursor cursor = new BinaryCursor(value, from);
        return MessageIndexes.select(messages, cursor)
                .flatMap(SchemaMessage::order)
                .flatMap(order -> json(order, cursor));
    }

    private static Optional<byte[]> json(OrderMessage order, BinaryCursor cursor) {
        try {
            return Optional.of(new GeneralReader(order, cursor).json());
        } catch (InvalidOrderException e) {
            return Optional.empty();
        }
    }
}
