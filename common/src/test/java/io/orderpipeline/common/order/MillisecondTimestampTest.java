package io.orderpipeline.common.order;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MillisecondTimestampTest {

    /** Random ones, and those with a digit too many at each place. */
    static Stream<String> timesOfThatForm() {
        Random random = new Random(7);
        Stream<String> any = random.ints(500, 0, 10_000).mapToObj(year -> "%04d-%02d-%02dT%02d:%02d:%02d.%03dZ"
                .formatted(
                        year,
                        random.nextInt(14),
                        random.nextInt(33),
                        random.nextInt(26),
                        random.nextInt(62),
                        random.nextInt(62),
                        random.nextInt(1_000)));
        Stream<String> known = Stream.of(
                "1970-01-01T00:00:00.000Z",
                "1969-12-31T23:59:59.999Z",
                "0000-01-01T00:00:00.000Z",
                "0001-01-01T00:00:00.000Z",
                "9999-12-31T23:59:59.999Z",
                "2024-02-29T12:00:00.000Z",
                "2023-02-29T12:00:00.000Z",
                "1900-02-29T12:00:00.000Z",
                "2000-02-29T12:00:00.000Z");
        return Stream.concat(known, any);
    }

    @ParameterizedTest
    @MethodSource("timesOfThatForm")
    void should_agree_with_the_general_parser(String text) {
        Instant general;
        try {
            general = DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text, Instant::from);
        } catch (DateTimeException e) {
            assertThatThrownBy(() -> MillisecondTimestamp.parse(text)).isInstanceOf(DateTimeException.class);
            return;
        }
        assertThat(MillisecondTimestamp.parse(text)).contains(general);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-22T18:00:00Z",
                "2026-11-22T18:00:00.000000Z",
                "2026-11-22T18:00:00.000+01:00",
                "2026-11-22 18:00:00.000Z",
                "2026-11-22T18:00:00.000z",
                "-026-11-22T18:00:00.000Z",
                "２026-11-22T18:00:00.000Z",
            })
    void should_reject_every_other_form(String text) {
        assertThat(MillisecondTimestamp.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00.000Z",
                "1969-12-31T23:59:59.999Z",
                "0000-01-01T00:00:00.000Z",
                "2024-02-29T12:34:56.789Z",
                "9999-12-31T23:59:59.999Z"
            })
    void should_write_the_text_that_it_reads(String text) {
        assertThat(text(Instant.parse(text).toEpochMilli())).isEqualTo(text);
    }

    static String text(long epochMillis) {
        byte[] bytes = new byte[MillisecondTimestamp.LENGTH + 2];
        MillisecondTimestamp.write(epochMillis, bytes, 1);
        assertThat(bytes).startsWith(0).endsWith(0);
        return new String(bytes, 1, MillisecondTimestamp.LENGTH, US_ASCII);
    }
}
