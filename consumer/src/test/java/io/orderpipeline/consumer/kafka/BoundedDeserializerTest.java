package io.orderpipeline.consumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.consumer.kafka.CutPart.Whole;
import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class BoundedDeserializerTest {

    private final PollAllowance allowance = new PollAllowance(100);
    private final BoundedDeserializer keys = new BoundedDeserializer(CutPart.KEY, allowance, 60);
    private final BoundedDeserializer values = new BoundedDeserializer(CutPart.VALUE, allowance, 60);

    @Test
    void should_refuse_the_first_record_after_those_that_fill_the_poll() {
        allowance.begin();
        read(50, 40);
        read(20, 30);

        assertThatThrownBy(() -> read(1, 1)).isInstanceOf(SerializationException.class);
        allowance.begin();
        read(1, 1);
    }

    @Test
    void should_return_a_record_that_is_larger_than_a_poll() {
        allowance.begin();
        Headers headers = new RecordHeaders();
        headers.add("large", new byte[1_000]);

        assertThat(keys.deserialize("orders", headers, ByteBuffer.allocate(60))).hasSize(60);
        assertThat(values.deserialize("orders", headers, ByteBuffer.allocate(60)))
                .as("the value of the same record")
                .hasSize(60);
        assertThatThrownBy(() -> read(1, 1)).isInstanceOf(SerializationException.class);
    }

    @Test
    void should_keep_the_beginning_of_a_large_value_and_describe_the_whole() {
        ByteBuffer data = ByteBuffer.allocate(61).put(0, (byte) 7);
        Headers headers = new RecordHeaders();
        headers.add("dead-letter.value-length", new byte[1]);
        allowance.begin();

        byte[] kept = values.deserialize("orders", headers, data);

        assertThat(kept).hasSize(60).startsWith(7);
        assertThat(data.remaining())
                .as("the client takes the serialized size from it")
                .isEqualTo(61);
        assertThat(CutPart.VALUE.whole(headers)).contains(Whole.of(data));
    }

    private void read(int key, int value) {
        Headers headers = new RecordHeaders();
        keys.deserialize("orders", headers, ByteBuffer.allocate(key));
        values.deserialize("orders", headers, ByteBuffer.allocate(value));
    }
}
