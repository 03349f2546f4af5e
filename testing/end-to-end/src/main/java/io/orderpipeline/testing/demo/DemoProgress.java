package io.orderpipeline.testing.demo;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The progress of both programs in one line, from the status lines that they print. One thread. */
final class DemoProgress {

    private static final Pattern PRODUCER =
            Pattern.compile("^ *\\d+ s  acknowledged ([\\d,]+)  ([\\d,]+)/s  .*behind [\\d,]+ ms(?:  (.*))?$");

    private static final Pattern CONSUMER =
            Pattern.compile("^([\\d:]+)  polled [\\d,]+  written ([\\d,]+)  dead letters ([\\d,]+)  .*requests\\)"
                    + "  ([\\d,]+)/s  lag (?:([\\d,]+)  \\([^)]*\\)(?:  oldest waits [\\d,]+ s)?|(?:not|unknown).*?)"
                    + "(?:  (.*))?$");

    private String time = "0:00:00";
    private long acknowledged;
    private String producedRate = "";
    private long stored;
    private long deadLetters;
    private String storedRate = "";
    private String lag = "unknown";
    private String producerTrouble = "";
    private String consumerTrouble = "";

    /** Returns false for a line that is no status line of either program. */
    boolean accept(String line) {
        Matcher producer = PRODUCER.matcher(line);
        if (producer.matches()) {
            acknowledged = number(producer.group(1));
            producedRate = " (%s/s)".formatted(producer.group(2));
            producerTrouble = trouble(producer.group(3));
            return true;
        }
        Matcher consumer = CONSUMER.matcher(line);
        if (consumer.matches()) {
            time = consumer.group(1);
            stored = number(consumer.group(2));
            deadLetters = number(consumer.group(3));
            storedRate = " (%s/s)".formatted(consumer.group(4));
            lag = consumer.group(5) == null ? "unknown" : consumer.group(5);
            consumerTrouble = trouble(consumer.group(6));
            return true;
        }
        return false;
    }

    private static String trouble(String reason) {
        return reason == null ? "" : "  " + reason;
    }

    private static long number(String grouped) {
        return Long.parseLong(grouped.replace(",", ""));
    }

    /** Less than 80 columns. What is wrong may be longer, and takes the place of the rates. */
    String line() {
        String trouble = producerTrouble + consumerTrouble;
        boolean isWell = trouble.isEmpty();
        return String.format(
                Locale.ROOT,
                "%s  produced %,d%s  stored %,d%s%s  lag %s%s",
                time,
                produced(),
                isWell ? producedRate : "",
                stored,
                isWell ? storedRate : "",
                deadLetters == 0 ? "" : String.format(Locale.ROOT, "  dead letters %,d", deadLetters),
                lag,
                trouble);
    }

    /** The status lines of the programs are up to a second apart: what is stored was produced. */
    private long produced() {
        return Math.max(acknowledged, stored + deadLetters);
    }
}
