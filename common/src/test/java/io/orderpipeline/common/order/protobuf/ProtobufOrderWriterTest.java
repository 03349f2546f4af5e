package io.orderpipeline.common.order.protobuf;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.DynamicMessage;
import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.OrderCase;
import io.orderpipeline.common.order.OrderViews;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProtobufOrderWriterTest {

    private static final int PREFIX_BYTES = 5;

    static Stream<OrderCase> cases() {
        return OrderCase.all().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void should_write_the_bytes_of_protobuf_java(OrderCase order) {
        DynamicMessage message = ProtoStyle.OURS.message(order.fields());
        byte[] expected = ProtoStyle.value(message);

        byte[] value = new ProtobufOrderWriter(0x01020384).write(order.order());

        assertThat(value)
                .isEqualTo(ByteBuffer.allocate(PREFIX_BYTES + expected.length)
                        .put((byte) 0)
                        .putInt(0x01020384)
                        .put(expected)
                        .array());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void should_be_read_by_its_own_schema(OrderCase order) {
        byte[] value = new ProtobufOrderWriter(7).write(order.order());

        DecodeResult result = ProtoStyle.OURS.format().read(value, PREFIX_BYTES);

        if (order.reason().isEmpty()) {
            assertThat(result).isEqualTo(new DecodeResult.Valid(order.order(), List.of()));
        } else {
            assertThat(((DecodeResult.Invalid) result).reason())
                    .isEqualTo(order.reason().get());
        }
        OrderViews.agree(ProtoStyle.OURS.format(), value, PREFIX_BYTES);
    }
}
