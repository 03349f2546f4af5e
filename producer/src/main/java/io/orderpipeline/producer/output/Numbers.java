package io.orderpipeline.producer.output;

import java.util.Locale;

/** Formats numbers for people, in every locale alike. */
final class Numbers {

    private Numbers() {}

    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    static String percent(long part, long whole) {
        return whole == 0 ? "-" : String.format(Locale.ROOT, "%.1f %%", 100.0 * part / whole);
    }

    static String milliseconds(long microseconds) {
        return String.format(Locale.ROOT, "%,.1f ms", microseconds / 1_000.0);
    }

    static String seconds(double seconds) {
        return String.format(Locale.ROOT, "%,.1f s", seconds);
    }
}
