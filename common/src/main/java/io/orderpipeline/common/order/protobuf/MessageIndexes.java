package io.orderpipeline.common.order.protobuf;

import io.orderpipeline.common.order.BinaryCursor;
import java.util.List;
import java.util.Optional;

/**
 * The message of a schema that a value is one of, in the wire format of Confluent's serializers: the number of indexes,
 * then the index of a message in the file, then that of a message nested in it, and so on, as zigzag varints. A number
 * of 0 stands for the first message of the file.
 */
final class MessageIndexes {

    /** The first message of the file, in one byte. */
    static final int FIRST = 0;

    private MessageIndexes() {}

    /**
     * Reads the indexes.
     *
     * @return empty if there is no such message
     */
    static Optional<SchemaMessage> select(List<SchemaMessage> file, BinaryCursor cursor) {
        long count = cursor.zigzag();
        if (count == FIRST) {
            return cursor.isValid() ? message(file, 0) : Optional.empty();
        }
        Optional<SchemaMessage> message = Optional.empty();
        List<SchemaMessage> candidates = file;
        for (long i = 0; i < count && cursor.isValid(); i++) {
            message = message(candidates, cursor.zigzag());
            candidates = message.map(SchemaMessage::nested).orElse(List.of());
        }
        return cursor.isValid() ? message : Optional.empty();
    }

    private static Optional<SchemaMessage> message(List<SchemaMessage> messages, long index) {
        return index >= 0 && index < messages.size() ? Optional.of(messages.get((int) index)) : Optional.empty();
    }
}
