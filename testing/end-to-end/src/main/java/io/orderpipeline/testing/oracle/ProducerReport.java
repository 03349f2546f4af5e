package io.orderpipeline.testing.oracle;

import io.orderpipeline.testing.process.ChildProcess;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The newest counter of acknowledged records that a producer has printed: within the second before a kill. */
public record ProducerReport(long acknowledged) {

    private static final Pattern ACKNOWLEDGED = Pattern.compile("\\backnowledged ([\\d,]+)");

    public static ProducerReport of(ChildProcess producer) {
        return new ProducerReport(producer.out().stream()
                .map(ACKNOWLEDGED::matcher)
                .filter(Matcher::find)
                .map(matcher -> Long.parseLong(matcher.group(1).replace(",", "")))
                .reduce((first, last) -> last)
                .orElse(0L));
    }
}
