package io.orderpipeline.testing.endtoend.schema;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Timestamp;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.testing.endtoend.schema.BinaryFormat.Version;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Orders as messages, by Protobuf's own library. */
final class ProtobufLibrary {

    private ProtobufLibrary() {}

    /** After the index of the first message. */
    static byte[] encode(Version version, Order order, String currency) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0);
        CodedOutputStream message = CodedOutputStream.newInstance(bytes);
        try {
            if (version == Version.V2) {
                message.writeString(9, currency);
            }
            message.writeString(1, order.orderId());
            message.writeString(2, order.customerName());
            message.writeString(3, order.product());
            message.writeString(4, order.category());
            message.writeInt32(5, order.quantity());
            message.writeString(6, order.price().toPlainString());
            message.writeMessage(
                    7,
                    Timestamp.newBuilder()
                            .setSeconds(order.timestamp().getEpochSecond())
                            .setNanos(order.timestamp().getNano())
                            .build());
            message.writeString(8, order.totalAmount().toPlainString());
            message.flush();
        } catch (IOException e) {
            throw new AssertionError("writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }
}
