package io.orderpipeline.common.order.avro;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/**
 * A type of the writer's schema, prepared for decoding.
 *
 * @param scale of a decimal
 * @param unit of a time
 * @param symbols of an enum, in UTF-8; read duplicates of them
 */
record ValueType(Kind kind, Schema schema, int scale, ChronoUnit unit, List<ByteBuffer> symbols) {

    static ValueType of(Schema schema) {
        Kind kind = Kind.of(schema);
        return new ValueType(
                kind, schema, scale(schema), unit(schema), kind == Kind.ENUM ? symbols(schema) : List.of());
    }

    private static int scale(Schema schema) {
        return schema.getLogicalType() instanceof LogicalTypes.Decimal decimal ? decimal.getScale() : 0;
    }

    private static ChronoUnit unit(Schema schema) {
        String logicalName =
                schema.getLogicalType() == null ? "" : schema.getLogicalType().getName();
        if (logicalName.endsWith("-nanos")) {
            return ChronoUnit.NANOS;
        }
        return logicalName.endsWith("-micros") ? ChronoUnit.MICROS : ChronoUnit.MILLIS;
    }

    private static List<ByteBuffer> symbols(Schema schema) {
        return schema.getEnumSymbols().stream()
                .map(symbol -> ByteBuffer.wrap(symbol.getBytes(UTF_8)))
                .toList();
    }
}
