package io.orderpipeline.consumer.kafka;

import io.orderpipeline.consumer.kafka.CutPart.Whole;
import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.utils.Utils;

/**
 * Copies keys or values out of the client's buffer. Of one above the limit it keeps the beginning, and describes the
 * whole in the headers of the record; the record's serialized size stays that of the whole. One thread.
 */
record BoundedDeserializer(CutPart part, PollAllowance allowance, int limit) implements Deserializer<byte[]> {

    @Override
    public byte[] deserialize(String topic, byte[] data) {
        return data;
    }

    @Override
    public byte[] deserialize(String topic, Headers headers, ByteBuffer data) {
        int size = data.remaining();
        allowance.take(headers, Math.min(size, limit));
        if (size <= limit) {
            return Utils.toArray(data);
        }
        part.describe(headers, Whole.of(data));
        byte[] beginning = new byte[limit];
        data.duplicate().get(beginning);
        return beginning;
    }
}
