package io.orderpipeline.producer.generator;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.order.OrderWriter;
import java.util.Arrays;
import java.util.HexFormat;

/** Malformed values of Protobuf: a valid value, then bytes that are no field, or a second value of one. */
enum MalformedProtobuf implements MalformedKind {
    FIELD_NUMBER_ZERO("0001"),
    TAG_OF_TOO_MANY_BYTES("FFFFFFFFFFFFFFFFFFFFFF01"),
    TAG_WITHOUT_VALUE("28"),
    NUMBER_OF_TOO_MANY_BYTES("28FFFFFFFFFFFFFFFFFFFFFF01"),
    LENGTH_BEYOND_THE_END("0A7F"),
    NEGATIVE_LENGTH("0AFFFFFFFFFFFFFFFFFF01"),
    WIRE_TYPE_6("0E"),
    WIRE_TYPE_7("0F"),
    GROUP_WITHOUT_END("7B"),
    END_OF_NO_GROUP("7C"),
    INVALID_UTF_8("0A01FF"),
    OVERLONG_UTF_8("0A02C080"),
    SURROGATE_IN_UTF_8("0A03EDA080"),
    PRICE_WITH_CURRENCY(InvalidReason.WRONG_TYPE, "32062431392E3939"),
    PRICE_WITH_COMMA(InvalidReason.WRONG_TYPE, "320531392C3939");

    private final InvalidReason reason;
    private final String hex;

    MalformedProtobuf(String hex) {
        this(InvalidReason.MALFORMED_VALUE, hex);
    }

    MalformedProtobuf(InvalidReason reason, String hex) {
        this.reason = reason;
        this.hex = hex;
    }

    @Override
    public InvalidReason reason() {
        return reason;
    }

    @Override
    public byte[] value(Order order, OrderWriter writer) {
        byte[] valid = writer.write(order);
        byte[] bytes = HexFormat.of().parseHex(hex);
        byte[] value = Arrays.copyOf(valid, valid.length + bytes.length);
        System.arraycopy(bytes, 0, value, valid.length, bytes.length);
        return value;
    }
}
