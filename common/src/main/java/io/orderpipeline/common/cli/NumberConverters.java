package io.orderpipeline.common.cli;

import java.util.function.Function;
import picocli.CommandLine.TypeConversionException;

/** Parses numbers. Error messages describe the expected format instead of a Java type. */
final class NumberConverters {

    private NumberConverters() {}

    static double decimal(String value) {
        double number = parse(value, Double::parseDouble, "a number such as 1000 or 0.5, without separators");
        if (!Double.isFinite(number)) {
            throw invalid(value, "a number such as 1000 or 0.5");
        }
        return number;
    }

    static int whole(String value) {
        return parse(value, Integer::parseInt, "a whole number such as 1000, without separators");
    }

    static long wholeLong(String value) {
        return parse(value, Long::parseLong, "a whole number such as 1000000, without separators");
    }

    private static <T> T parse(String value, Function<String, T> parser, String expected) {
        try {
            return parser.apply(value.strip());
        } catch (NumberFormatException e) {
            throw invalid(value, expected);
        }
    }

    private static TypeConversionException invalid(String value, String expected) {
        return new TypeConversionException("'" + value + "' is not " + expected);
    }
}
