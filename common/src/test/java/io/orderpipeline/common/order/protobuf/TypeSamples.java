package io.orderpipeline.common.order.protobuf;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Int64Value;
import com.google.protobuf.StringValue;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UInt64Value;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/** Values of every type of Protobuf, with their lengths if they have one: usual ones, limits, and what is beyond. */
final class TypeSamples {

    private static final long LAST_SECOND = 253_402_300_799L;
    private static final long FIRST_SECOND = -62_135_596_800L;

    private static final long[] NUMBERS = {
        0,
        1,
        127,
        -1,
        Integer.MAX_VALUE,
        Integer.MIN_VALUE,
        0xFFFF_FFFFL,
        Long.MAX_VALUE,
        Long.MIN_VALUE,
        999_999_999_999_999_999L,
        1_000_000_000_000_000_000L,
        1_700_000_000_000L,
        LAST_SECOND * 1_000 + 999,
        LAST_SECOND * 1_000 + 1_000,
        FIRST_SECOND * 1_000,
        FIRST_SECOND * 1_000 - 1
    };

    private TypeSamples() {}

    /** By the name of the type. */
    static Map<String, List<byte[]>> all() {
        Map<String, List<byte[]>> values = new HashMap<>();
        for (ScalarType type : ScalarType.values()) {
            values.put(type.name().toLowerCase(Locale.ROOT), scalars(type.wireType()));
        }
        values.put("google.protobuf.Timestamp", times());
        values.put("google.protobuf.Int64Value", numbers(number -> Int64Value.of(number)
                .toByteArray()));
        values.put("google.protobuf.UInt64Value", numbers(number -> UInt64Value.of(number)
                .toByteArray()));
        values.put("google.protobuf.StringValue", texts(text -> StringValue.of(text)
                .toByteArray()));
        values.put("google.protobuf.BoolValue", texts(text -> new byte[] {8, 1}));
        values.put("google.type.Decimal", texts(text -> StringValue.of(text).toByteArray()));
        values.put("google.type.Money", money());
        values.put("confluent.type.Decimal", decimals());
        values.put("Unit", scalars(WireFormat.VARINT));
        values.put("Part", List.of(new byte[] {0}));
        return values;
    }

    private static List<byte[]> scalars(int wireType) {
        return switch (wireType) {
            case WireFormat.VARINT -> encoded(CodedOutputStream::writeUInt64NoTag);
            case WireFormat.FIXED64 -> encoded(CodedOutputStream::writeFixed64NoTag);
            case WireFormat.FIXED32 -> encoded((out, number) -> out.writeFixed32NoTag((int) number));
            default -> texts(text -> text.getBytes(UTF_8));
        };
    }

    private static List<byte[]> times() {
        List<byte[]> times = new ArrayList<>();
        for (long seconds :
                new long[] {0, -1, FIRST_SECOND - 1, FIRST_SECOND, LAST_SECOND, LAST_SECOND + 1, Long.MAX_VALUE}) {
            for (int nanos : new int[] {0, 1, 999_000_000, 999_000_001, 999_999_999, 1_000_000_000, -1}) {
                times.add(withLength(Timestamp.newBuilder()
                        .setSeconds(seconds)
                        .setNanos(nanos)
                        .build()
                        .toByteArray()));
            }
        }
        return times;
    }

    private static List<byte[]> money() {
        List<byte[]> amounts = new ArrayList<>();
        for (long units : NUMBERS) {
            for (int nanos : new int[] {0, 1, 500_000_000, 999_999_999, 1_000_000_000, -1}) {
                amounts.add(fields((out) -> {
                    out.writeString(1, "EUR");
                    out.writeInt64(2, units);
                    out.writeInt32(3, nanos);
                }));
            }
        }
        return amounts;
    }

    private static List<byte[]> decimals() {
        List<byte[]> decimals = new ArrayList<>();
        for (long number : NUMBERS) {
            for (int scale : new int[] {0, 2, 18, 19, -1, 30, Integer.MAX_VALUE, Integer.MIN_VALUE}) {
                BigInteger unscaled = BigInteger.valueOf(number);
                decimals.add(decimal(unscaled, scale));
                decimals.add(decimal(unscaled.shiftLeft(16), scale));
            }
        }
        decimals.add(new byte[1]);
        return decimals;
    }

    private static byte[] decimal(BigInteger unscaled, int scale) {
        return fields((out) -> {
            out.writeBytes(1, ByteString.copyFrom(unscaled.toByteArray()));
            out.writeInt32(3, scale);
        });
    }

    private static List<byte[]> texts(Function<String, byte[]> encoded) {
        return Stream.of(
                        "",
                        " ",
                        "0",
                        "1",
                        "12.50",
                        "-1",
                        "+1",
                        "01",
                        ".5",
                        "1.",
                        "1e3",
                        "1E-2",
                        "NaN",
                        "1700000000000",
                        "2026-01-31T12:00:00.123Z",
                        "2026-01-31T12:00:00+01:00",
                        "\ud83d\ude00",
                        "\u2003",
                        "x".repeat(120))
                .map(encoded)
                .map(TypeSamples::withLength)
                .toList();
    }

    private static List<byte[]> numbers(LongFunction<byte[]> encoded) {
        return LongStream.of(NUMBERS)
                .mapToObj(encoded)
                .map(TypeSamples::withLength)
                .toList();
    }

    private interface Encoder {
        void write(CodedOutputStream out, long number) throws IOException;
    }

    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    private static List<byte[]> encoded(Encoder encoder) {
        return LongStream.of(NUMBERS)
                .mapToObj(number -> bytes(out -> encoder.write(out, number)))
                .toList();
    }

    private static byte[] fields(Fields fields) {
        return withLength(bytes(fields));
    }

    private static byte[] withLength(byte[] message) {
        return bytes(out -> out.writeByteArrayNoTag(message));
    }

    private static byte[] bytes(Fields fields) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            CodedOutputStream out = CodedOutputStream.newInstance(bytes);
            fields.write(out);
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
