package io.orderpipeline.common.cli;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Parses points in time: an age such as 2h, which ends now, an ISO-8601 time with its zone, or a date in UTC. */
record TimeConverter(InstantSource clock) implements ITypeConverter<Instant> {

    private static final int DATE_LENGTH = "2026-11-26".length();

    @Override
    public Instant convert(String value) {
        String text = value.strip();
        try {
            if (text.matches("\\d+[a-z]+")) {
                return clock.instant().minus(new DurationConverter().convert(text));
            }
            return text.length() == DATE_LENGTH
                    ? LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant()
                    : OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException | TypeConversionException e) {
            throw new TypeConversionException("'" + value
                    + "' is neither a time such as 2026-11-26T10:00:00Z or 2026-11-26 nor an age such as 2h");
        }
    }
}
