package io.orderpipeline.testing.demo;

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
    private String produced = "produced 0";
    private String producedRate = "";
    private String stored = "stored 0";
    private String storedRate = "";
    private String rest = "";
    private String producerTrouble = "";
    private String consumerTrouble = "";

    /** Returns false for a line that is no status line of either program. */
    boolean accept(String line) {
        Matcher producer = PRODUCER.matcher(line);
        if (producer.matches()) {
            produced = "produced " + producer.group(1);
            producedRate = " (%s/s)".formatted(producer.group(2));
            producerTrouble = trouble(producer.group(3));
            return true;
        }
        Matcher consumer = CONSUMER.matcher(line);
        if (consumer.matches()) {
            time = consumer.group(1);
            stored = "stored " + consumer.group(2);
            storedRate = " (%s/s)".formatted(consumer.group(4));
            rest = "%s  lag %s"
                    .formatted(
                            consumer.group(3).equals("0") ? "" : "  dead letters " + consumer.group(3),
                            consumer.group(5) == null ? "unknown" : consumer.group(5));
            consumerTrouble = trouble(consumer.group(6));
            return true;
        }
        return false;
    }

    private static String trouble(String reason) {
        return reason == null ? "" : "  " + reason;
    }

    /** Less than 80 columns. What is wrong may be longer, and takes the place of the rates. */
    String line() {
        String trouble = producerTrouble + consumerTrouble;
        return trouble.isEmpty()
                ? "%s  %s%s  %s%s%s".formatted(time, produced, producedRate, stored, storedRate, rest)
                : "%s  %s  %s%s%s".formatted(time, produced, stored, rest, trouble);
    }
}
