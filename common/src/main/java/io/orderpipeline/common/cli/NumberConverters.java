package io.orderpipeline.common.cli;

import java.util.function.Function;
import picocli.CommandLine.TypeConversionException;

/** Reads numbers, and refuses others in words of people and not of Java's types. */
final class NumberConverters {

    private NumberConverters() {}

    static double decimal(String value) {
        double number = read(value, Double::parseDouble, "a number such as 1000 or 0.5, without separators");
        if (!Double.isFinite(number)) {
            throw refused(value, "a number such as 1000 or 0.5");
        }
        return number;
    }

    static int whole(String value) {
        return read(value, Integer::parseInt, "a whole number such as 1000, without separators");
    }

    static long wholeLong(String value) {
        return read(value, Long::parseLong, "a whole number such as 1000000, without separators");
    }

    private static <T> T read(String value, Function<String, T> reader, String wanted) {
        try {
            return reader.apply(value.strip());
        } catch (NumberFormatException e) {
            throw refused(value, wanted);
        }
    }

    private static TypeConversionException refused(String value, String wanted) {
        return new TypeConversionException("'" + value + "' is not " + wanted);
    }
}
