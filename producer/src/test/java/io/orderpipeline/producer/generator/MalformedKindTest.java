package io.orderpipeline.producer.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.order.OrderJsonReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

final class MalformedKindTest {

    private static final Order ORDER = new Order(
            "019c13ec-9e00-7000-8000-03e13e75c33c",
            "Ada Lovelace",
            "Practical Atlas",
            "books",
            2,
            new BigDecimal("19.99"),
            Instant.parse("2026-01-31T12:00:00Z"),
            new BigDecimal("39.98"));

    private final OrderJsonReader reader = new OrderJsonReader();

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "UNKNOWN_SCHEMA_VERSION")
    void should_be_rejected_for_its_reason(MalformedKind kind) {
        OutgoingRecord record = kind.malform(ORDER, Category.BOOKS);

        assertThat(reader.read(record.value()))
                .isInstanceOfSatisfying(DecodeResult.Invalid.class, invalid -> assertThat(invalid.reason())
                        .isEqualTo(kind.reason()));
        assertThat(record.kind()).isEqualTo(RecordKind.INVALID);
        assertThat(record.hasKnownVersion()).isTrue();
    }

    @Test
    void should_keep_the_value_valid_when_only_the_version_is_unknown() {
        OutgoingRecord record = MalformedKind.UNKNOWN_SCHEMA_VERSION.malform(ORDER, Category.BOOKS);

        assertThat(reader.read(record.value())).isInstanceOf(DecodeResult.Valid.class);
        assertThat(record.hasKnownVersion()).isFalse();
    }

    @Test
    void should_start_from_the_text_of_a_valid_order() {
        assertThat(reader.read(new MalformedKind.OrderText(ORDER).bytes()))
                .isInstanceOfSatisfying(DecodeResult.Valid.class, valid -> assertThat(valid.order())
                        .isEqualTo(ORDER));
    }

    @Test
    void should_cover_every_reason_that_a_producer_can_cause() {
        assertThat(MalformedKind.values())
                .hasSizeGreaterThan(50)
                .extracting(MalformedKind::reason)
                .containsAll(EnumSet.complementOf(EnumSet.of(InvalidReason.REFUSED_BY_DATABASE)));
    }
}
