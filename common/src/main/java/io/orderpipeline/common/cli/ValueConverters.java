package io.orderpipeline.common.cli;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.TypeConversionException;

/** Parses the values of options. Error messages describe the expected format instead of a Java type. */
final class ValueConverters {

    private ValueConverters() {}

    static boolean flag(String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw invalid(value, "true or false");
        };
    }

    /** The message does not quote the value, which may hold a password. */
    static URI url(String value) {
        try {
            return new URI(value.strip());
        } catch (URISyntaxException e) {
            throw new TypeConversionException("not a URL such as http://localhost:8080/path");
        }
    }

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
