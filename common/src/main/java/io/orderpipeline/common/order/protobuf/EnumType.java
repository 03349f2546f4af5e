package io.orderpipeline.common.order.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.order.AdditionalField;
import io.orderpipeline.common.order.AdditionalField.Form;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An enum of a schema, with its names encoded once. Safe for any thread. */
final class EnumType implements ValueType {

    /** Ascending. */
    private final int[] numbers;

    private final String[] names;
    private final byte[][] encodedNames;

    /** @param names by number, the first one of each number */
    EnumType(Map<Integer, String> names) {
        TreeMap<Integer, String> sorted = new TreeMap<>(names);
        this.numbers = sorted.keySet().stream().mapToInt(Integer::intValue).toArray();
        this.names = sorted.values().toArray(String[]::new);
        this.encodedNames =
                sorted.values().stream().map(name -> name.getBytes(UTF_8)).toArray(byte[][]::new);
    }

    @Override
    public int wireType() {
        return WireFormat.VARINT;
    }

    /** The name of a number in UTF-8; empty for a number that the schema does not have. */
    Optional<ByteBuffer> encodedName(int number) {
        int index = Arrays.binarySearch(numbers, number);
        return index < 0 ? Optional.empty() : Optional.of(ByteBuffer.wrap(encodedNames[index]));
    }

    /** The name, or the number that the schema does not have. */
    AdditionalField value(String name, int number) {
        int index = Arrays.binarySearch(numbers, number);
        return index < 0
                ? new AdditionalField(name, Form.NUMBER, Integer.toString(number))
                : new AdditionalField(name, Form.TEXT, names[index]);
    }
}
