package io.orderpipeline.producer.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.JsonSchemaFormat;
import io.orderpipeline.common.order.NotAnOrderException;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.order.OrderFormat;
import io.orderpipeline.common.order.OrderJsonReader;
import io.orderpipeline.common.order.OrderLimits;
import io.orderpipeline.common.order.OrderView;
import io.orderpipeline.common.order.OrderWriter;
import io.orderpipeline.common.order.avro.AvroFormat;
import io.orderpipeline.common.order.protobuf.ProtobufFormat;
import io.orderpipeline.common.schema.SchemaId;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the reason of every kind in every format to the readers that a consumer uses. */
final class MalformedKindTest {

    private static final int SCHEMA_ID = 7;

    private static final Order ORDER = new Order(
            "019c13ec-9e00-7000-8000-03e13e75c33c",
            "Ada Lovelace",
            "Practical Atlas",
            "books",
            2,
            new BigDecimal("19.99"),
            Instant.parse("2026-01-31T12:00:00Z"),
            new BigDecimal("39.98"));

    private final OrderJsonReader json = new OrderJsonReader();

    static Stream<Arguments> kinds() {
        return Stream.of(ValueFormat.values())
                .flatMap(format -> format.malformedKinds().stream().map(kind -> Arguments.of(format, kind)));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void should_be_rejected_for_its_reason(ValueFormat format, MalformedKind kind) throws NotAnOrderException {
        OutgoingRecord record = kind.malform(ORDER, Category.BOOKS, format.writer(SCHEMA_ID));

        assertThat(record.kind()).isEqualTo(RecordKind.INVALID);
        assertThat(record.hasKnownVersion()).isEqualTo(kind.reason() != InvalidReason.UNKNOWN_VERSION);
        assertThat(reasonOf(format, record)).contains(kind.reason());
    }

    /** In the order of a consumer's checks: version, schema, value. */
    private Optional<InvalidReason> reasonOf(ValueFormat format, OutgoingRecord record) throws NotAnOrderException {
        byte[] value = record.value();
        Optional<SchemaId> schemaId = SchemaId.of(new RecordHeaders(), value);
        if (!record.hasKnownVersion()) {
            assertThat(resultOf(format, value)).isInstanceOf(DecodeResult.Valid.class);
            return Optional.of(InvalidReason.UNKNOWN_VERSION);
        }
        if (schemaId.filter(id -> !id.equals(new SchemaId.Number(SCHEMA_ID))).isPresent()) {
            return Optional.of(InvalidReason.UNKNOWN_SCHEMA);
        }
        return resultOf(format, value) instanceof DecodeResult.Invalid invalid
                ? Optional.of(invalid.reason())
                : Optional.empty();
    }

    private DecodeResult resultOf(ValueFormat format, byte[] value) throws NotAnOrderException {
        boolean hasSchema = SchemaId.of(new RecordHeaders(), value).isPresent();
        if (!hasSchema || value.length > OrderLimits.VALUE_BYTES) {
            return json.read(value);
        }
        OrderFormat reader = reader(format);
        DecodeResult result = reader.read(value, SchemaId.NUMBER_BYTES);
        Optional<OrderView> view = reader.view(value, SchemaId.NUMBER_BYTES);
        assertThat(view.isPresent()).as("has a view").isEqualTo(result instanceof DecodeResult.Valid);
        return result;
    }

    private static OrderFormat reader(ValueFormat format) throws NotAnOrderException {
        return switch (format) {
            case JSON -> throw new IllegalArgumentException("has no schema");
            case AVRO -> AvroFormat.of(format.schema());
            case PROTOBUF -> ProtobufFormat.of(format.schema());
            case JSON_SCHEMA -> new JsonSchemaFormat();
        };
    }

    @ParameterizedTest
    @EnumSource(ValueFormat.class)
    void should_differ_from_each_other(ValueFormat format) {
        OrderWriter writer = format.writer(SCHEMA_ID);

        assertThat(format.malformedKinds().stream().map(kind -> Optional.ofNullable(kind.value(ORDER, writer))
                        .map(ByteBuffer::wrap)))
                .doesNotHaveDuplicates();
    }

    /** So that the reason of a kind does not depend on whether the consumer has a schema registry. */
    @ParameterizedTest
    @EnumSource(MalformedJson.class)
    void should_name_no_schema_in_json(MalformedJson kind) {
        byte[] value = kind.value(ORDER, ValueFormat.JSON.writer(0));

        assertThat(SchemaId.of(new RecordHeaders(), value)).isEmpty();
    }

    @Test
    void should_start_from_the_text_of_a_valid_order() {
        assertThat(json.read(new MalformedJson.OrderText(ORDER).bytes()))
                .isInstanceOfSatisfying(DecodeResult.Valid.class, valid -> assertThat(valid.order())
                        .isEqualTo(ORDER));
    }

    @Test
    void should_cover_every_reason_that_a_producer_can_cause() {
        assertThat(reasons(ValueFormat.JSON))
                .containsExactlyInAnyOrderElementsOf(EnumSet.complementOf(EnumSet.of(
                        InvalidReason.UNKNOWN_SCHEMA,
                        InvalidReason.NOT_AN_ORDER,
                        InvalidReason.MALFORMED_VALUE,
                        InvalidReason.REFUSED_BY_DATABASE)));
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "JSON")
    void should_cover_the_reasons_of_a_schema(ValueFormat format) {
        assertThat(reasons(format))
                .contains(
                        InvalidReason.NULL_VALUE,
                        InvalidReason.TOO_LARGE,
                        InvalidReason.UNKNOWN_VERSION,
                        InvalidReason.UNKNOWN_SCHEMA,
                        InvalidReason.BLANK_TEXT,
                        InvalidReason.TEXT_TOO_LONG,
                        InvalidReason.INVALID_QUANTITY,
                        InvalidReason.INVALID_AMOUNT,
                        InvalidReason.INVALID_TIMESTAMP,
                        InvalidReason.TOTAL_MISMATCH);
    }

    @Test
    void should_be_counted_in_the_documentation() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "configuration.md"));

        assertThat(page)
                .contains("malformed, in %d ways as JSON, %d as Avro, %d as Protobuf and %d as JSON Schema"
                        .formatted(Stream.of(ValueFormat.values())
                                .map(format -> format.malformedKinds().size())
                                .toArray()));
    }

    private static Set<InvalidReason> reasons(ValueFormat format) {
        return format.malformedKinds().stream().map(MalformedKind::reason).collect(Collectors.toSet());
    }
}
