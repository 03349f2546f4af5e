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
 * Which columns can take a field that an order does not have, and what the field becomes there. Nothing is rounded but
 * for double and float, which take the nearest number they have: whoever chose such a column chose that.
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

    static boolean canTakeAField(DataType type) {
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

    /** Years 0 to 9999, as an order's own times are: a fifth digit is a mistake. */
    private static LocalDate date(String text) {
        if (text.length() != "2026-01-31".length()) {
            throw new DateTimeException("not a date");
        }
        return LocalDate.parse(text);
    }

    /** In the one usual form, of which Java would also take shortened ones. */
    private static Optional<UUID> uuid(String text) {
        try {
            UUID uuid = UUID.fromString(text);
            return uuid.toString().equalsIgnoreCase(text) ? Optional.of(uuid) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
