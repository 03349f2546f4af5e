package io.orderpipeline.common.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class TimeConverterTest {

    private final TimeConverter converter = new TimeConverter(() -> Instant.parse("2026-11-26T10:00:00Z"));

    @ParameterizedTest
    @CsvSource({
        "2h, 2026-11-26T08:00:00Z",
        "90s, 2026-11-26T09:58:30Z",
        "3d, 2026-11-23T10:00:00Z",
        "2026-11-26T09:30:00Z, 2026-11-26T09:30:00Z",
        "2026-11-26T09:30:00.250Z, 2026-11-26T09:30:00.250Z",
        "2026-11-26T09:30Z, 2026-11-26T09:30:00Z",
        "2026-11-26T09:30:00+02:00, 2026-11-26T07:30:00Z",
        "2026-11-26, 2026-11-26T00:00:00Z",
    })
    void should_read_ages_times_and_dates(String text, Instant time) {
        assertThat(converter.convert(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "4711", "yesterday", "2x", "2026-11-26T09:30:00", "2026-13-01", "-2h"})
    void should_name_both_forms_for_anything_else(String text) {
        assertThatThrownBy(() -> converter.convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("2026-11-26T10:00:00Z")
                .hasMessageContaining("2h");
    }
}
