package io.orderpipeline.common.order.protobuf;

/** The type of a field's value. */
sealed interface ValueType permits ScalarType, EnumType, MessageType {

    /** Of one value; a repeated field may also be packed. */
    int wireType();
}
