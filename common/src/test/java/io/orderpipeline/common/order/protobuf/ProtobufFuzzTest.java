package io.orderpipeline.common.order.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import io.orderpipeline.common.order.AdditionalField;
import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.NotAnOrderException;
import io.orderpipeline.common.order.OrderCase;
import io.orderpipeline.common.order.OrderFormat;
import io.orderpipeline.common.order.OrderViews;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Random and garbled values and schemas, compared with protobuf-java. */
class ProtobufFuzzTest {

    /** Additional fields of many types, so that garbled bytes meet every rule. */
    private static final String RICH = ProtoStyle.OURS
            .text()
            .replace(
                    "string total_amount = 8;",
                    """
                    string total_amount = 8;
                      string note = 9; optional int64 a = 10; sint32 b = 11; double c = 12; fixed32 d = 13; bool e = 14;
                      repeated int32 f = 15; Inner g = 16; map<string, Inner> h = 17; Unit i = 18;
                      google.protobuf.Int64Value j = 19; google.protobuf.Timestamp k = 20; google.type.Money l = 21;
                      oneof m { string n = 22; uint64 o = 23; }
                      repeated Inner p = 24; bytes q = 25; confluent.type.Decimal r = 26;
                      enum Unit { PIECE = 0; KILOGRAM = 1; }
                      message Inner { repeated sint64 numbers = 1; string text = 2; Inner inner = 3; Unit unit = 4; }
                    """);

    private static final Descriptor TYPE = ProtoStyle.file(RICH).findMessageTypeByName("Order");

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void should_read_the_same_values_as_protobuf_java(long seed) {
        OrderFormat format = ProtoStyle.format(RICH);
        RandomMessages messages = new RandomMessages(seed);
        for (int i = 0; i < 1_000; i++) {
            DynamicMessage message = messages.next(TYPE);
            byte[] value = ProtoStyle.value(message);

            assertThat(OrderViews.agree(format, value, 0)).as(message::toString).isTrue();
            assertSame(message, (DecodeResult.Valid) format.read(value, 0));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7, 8})
    void should_agree_with_protobuf_java_on_garbled_values(long seed) {
        OrderFormat format = ProtoStyle.format(RICH);
        RandomMessages messages = new RandomMessages(seed);
        int valid = 0;
        int invalid = 0;
        for (int i = 0; i < 5_000; i++) {
            byte[] message = messages.garbled(messages.next(TYPE).toByteArray());
            byte[] value = new byte[1 + message.length];
            System.arraycopy(message, 0, value, 1, message.length);

            OrderViews.agree(format, value, 0);
            if (format.read(value, 0) instanceof DecodeResult.Valid result) {
                assertSame(parsed(message), result);
                valid++;
            } else {
                invalid++;
            }
        }

        assertThat(valid).isGreaterThan(500);
        assertThat(invalid).isGreaterThan(500);
    }

    @ParameterizedTest
    @EnumSource(ProtoStyle.class)
    void should_agree_on_every_truncation_and_byte(ProtoStyle style) {
        OrderFormat format = style.format();
        byte[] value = ProtoStyle.value(style.message(OrderCase.all().get(0).fields()));
        for (int at = 0; at < value.length; at++) {
            OrderViews.agree(format, Arrays.copyOf(value, at), 0);
            for (int other = 0; other < 256; other += 7) {
                byte[] changed = value.clone();
                changed[at] = (byte) other;
                OrderViews.agree(format, changed, 0);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {9, 10})
    void should_refuse_or_use_garbled_schemas(long seed) {
        RandomMessages messages = new RandomMessages(seed);
        byte[] value = ProtoStyle.value(messages.next(TYPE));
        int used = 0;
        int refused = 0;
        for (int i = 0; i < 1_000; i++) {
            String text = new String(messages.garbled(RICH.getBytes(UTF_8)), UTF_8);
            try {
                OrderFormat format = ProtobufFormat.of(ProtoStyle.schema(text, Map.of("a.proto", text)));
                OrderViews.agree(format, value, 0);
                used++;
            } catch (NotAnOrderException e) {
                refused++;
            }
        }

        assertThat(used).isGreaterThan(100);
        assertThat(refused).isGreaterThan(100);
    }

    private static DynamicMessage parsed(byte[] message) {
        try {
            return DynamicMessage.parseFrom(TYPE, message);
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("protobuf-java refuses what is valid here", e);
        }
    }

    private static void assertSame(DynamicMessage message, DecodeResult.Valid result) {
        Map<String, String> texts = result.additionalFields().stream()
                .collect(Collectors.toMap(AdditionalField::name, field -> String.valueOf(field.text())));
        assertThat(result.order().orderId()).isEqualTo(text(message, "order_id"));
        assertThat(result.order().customerName()).isEqualTo(text(message, "customer_name"));
        assertThat(result.order().product()).isEqualTo(text(message, "product"));
        assertThat(result.order().category()).isEqualTo(text(message, "category"));
        assertThat(result.order().quantity()).hasToString(text(message, "quantity"));
        assertThat(result.order().price()).isEqualTo(new BigDecimal(text(message, "price")));
        for (String scalar : new String[] {"note", "b", "c", "e"}) {
            assertThat(texts.get(scalar)).isEqualTo(text(message, scalar));
        }
        for (String withPresence : new String[] {"a", "g", "j", "k", "l", "n", "o", "r"}) {
            assertThat(texts.containsKey(withPresence)).isEqualTo(message.hasField(field(withPresence)));
        }
        for (String repeated : new String[] {"f", "h", "p"}) {
            assertThat(message.getRepeatedFieldCount(field(repeated)) == 0 || texts.containsKey(repeated))
                    .isTrue();
        }
    }

    private static String text(DynamicMessage message, String name) {
        return message.getField(field(name)).toString();
    }

    private static FieldDescriptor field(String name) {
        return TYPE.findFieldByName(name);
    }
}
