package io.orderpipeline.consumer.cassandra.row;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.codec.TypeCodec;
import com.datastax.oss.driver.api.core.type.codec.TypeCodecs;
import io.orderpipeline.common.order.AdditionalField;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * Encodes additional fields for the types that an added column may have. A value is never rounded, except in a double
 * or float column, which stores the nearest value of its type.
 */
final class AddedColumnTypes {

    private static final Map<DataType, Function<AdditionalField, Optional<ByteBuffer>>> ENCODERS = Map.ofEntries(
            encoder(TypeCodecs.TEXT, AdditionalField::asText),
            encoder(TypeCodecs.ASCII, AddedColumnTypes::ascii),
            encoder(TypeCodecs.TINYINT, field -> field.asNumber().map(BigDecimal::byteValueExact)),
            encoder(TypeCodecs.SMALLINT, field -> field.asNumber().map(BigDecimal::shortValueExact)),
            encoder(TypeCodecs.INT, field -> field.asNumber().map(BigDecimal::intValueExact)),
            encoder(TypeCodecs.BIGINT, field -> field.asNumber().map(BigDecimal::longValueExact)),
            encoder(TypeCodecs.VARINT, field -> field.asNumber().map(BigDecimal::toBigIntegerExact)),
            encoder(TypeCodecs.DECIMAL, AdditionalField::asNumber),
            encoder(TypeCodecs.DOUBLE, field -> field.asNumber().map(BigDecimal::doubleValue)),
            encoder(
                    TypeCodecs.FLOAT,
                    field -> field.asNumber().map(BigDecimal::floatValue).filter(number -> !number.isInfinite())),
            encoder(TypeCodecs.BOOLEAN, AdditionalField::asBoolean),
            encoder(TypeCodecs.TIMESTAMP, AdditionalField::asTime),
            encoder(TypeCodecs.DATE, field -> field.asText().map(AddedColumnTypes::date)),
            encoder(TypeCodecs.UUID, field -> field.asText().flatMap(AddedColumnTypes::uuid)));

    private AddedColumnTypes() {}

    static boolean isSupported(DataType type) {
        return ENCODERS.containsKey(type);
    }

    /** Empty when the field does not fit a column of this type. */
    static Optional<ByteBuffer> encode(AdditionalField field, DataType type) {
        try {
            return ENCODERS.get(type).apply(field);
        } catch (ArithmeticException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static <T> Map.Entry<DataType, Function<AdditionalField, Optional<ByteBuffer>>> encoder(
            TypeCodec<T> codec, Function<AdditionalField, Optional<T>> value) {
        return Map.entry(codec.getCqlType(), field -> value.apply(field)
                .map(fitting -> codec.encode(fitting, ProtocolVersion.DEFAULT)));
    }

    private static Optional<String> ascii(AdditionalField field) {
        return field.asText().filter(text -> US_ASCII.newEncoder().canEncode(text));
    }

    /** Years 0 to 9999, as for the timestamp of an order: a fifth digit is an error. */
    private static LocalDate date(String text) {
        if (text.length() != "2026-01-31".length()) {
            throw new DateTimeException("not a date");
        }
        return LocalDate.parse(text);
    }

    /** Only the canonical form; {@link UUID#fromString} also accepts abbreviated ones. */
    private static Optional<UUID> uuid(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            return uuid.toString().equalsIgnoreCase(text) ? Optional.of(uuid) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
