package io.orderpipeline.common.order.protobuf;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import io.orderpipeline.common.order.OrderField;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Random valid orders with random additional fields, and garbled copies of bytes. */
final class RandomMessages {

    private static final List<String> TEXTS =
            List.of("", "Ada", "Zo\u00eb \"Z\" \\", "\u5317\u4eac", "\ud83d\ude00\u0000");

    private final Random random;

    RandomMessages(long seed) {
        random = new Random(seed);
    }

    DynamicMessage next(Descriptor type) {
        int quantity = 1 + random.nextInt(random.nextBoolean() ? 9 : 1_000_000);
        BigDecimal price = BigDecimal.valueOf(random.nextInt(100_000_000), random.nextInt(4));
        Map<String, Object> fields = new HashMap<>();
        fields.put("order_id", "id-" + random.nextLong());
        fields.put("customer_name", text());
        fields.put("product", text());
        fields.put("category", "tools");
        fields.put("quantity", quantity);
        fields.put("price", price);
        fields.put("timestamp", Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000)));
        fields.put("total_amount", price.multiply(BigDecimal.valueOf(quantity)));
        DynamicMessage.Builder order = ProtoStyle.message(type, fields).toBuilder();
        for (FieldDescriptor field : type.getFields()) {
            if (OrderField.named(field.getName()) == null) {
                set(order, field, 0);
            }
        }
        return order.build();
    }

    /** None, one or a few values. */
    private void set(DynamicMessage.Builder message, FieldDescriptor field, int depth) {
        if (field.isRepeated()) {
            for (int values = random.nextInt(3); values > 0; values--) {
                message.addRepeatedField(field, value(field, depth));
            }
        } else if (random.nextBoolean()) {
            message.setField(field, value(field, depth));
        }
    }

    private Object value(FieldDescriptor field, int depth) {
        return switch (field.getJavaType()) {
            case INT -> random.nextInt();
            case LONG -> random.nextLong();
            case FLOAT -> random.nextFloat();
            case DOUBLE -> random.nextDouble();
            case BOOLEAN -> random.nextBoolean();
            case STRING -> text();
            case BYTE_STRING -> ByteString.copyFromUtf8(text());
            case ENUM -> field.getEnumType().getValues().get(random.nextInt(2));
            case MESSAGE -> message(field.getMessageType(), depth + 1);
        };
    }

    private DynamicMessage message(Descriptor type, int depth) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        if (depth < 5) {
            type.getFields().forEach(field -> set(message, field, depth));
        }
        return message.build();
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    /** Up to three parts are changed, deleted, repeated, or moved. */
    byte[] garbled(byte[] original) {
        byte[] bytes = original;
        for (int changes = random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
            int at = random.nextInt(bytes.length);
            int deleted = random.nextInt(4) == 0 ? Math.min(random.nextInt(20), bytes.length - at) : random.nextInt(2);
            byte[] inserted =
                    switch (random.nextInt(4)) {
                        case 0 -> new byte[] {(byte) random.nextInt()};
                        case 1 -> new byte[] {(byte) random.nextInt(40)};
                        case 2 -> part(original);
                        default -> new byte[0];
                    };
            ByteArrayOutputStream changed = new ByteArrayOutputStream();
            changed.write(bytes, 0, at);
            changed.writeBytes(inserted);
            changed.write(bytes, at + deleted, bytes.length - at - deleted);
            bytes = changed.toByteArray();
        }
        return bytes;
    }

    private byte[] part(byte[] bytes) {
        int start = random.nextInt(bytes.length);
        return Arrays.copyOfRange(bytes, start, Math.min(bytes.length, start + random.nextInt(30)));
    }
}
