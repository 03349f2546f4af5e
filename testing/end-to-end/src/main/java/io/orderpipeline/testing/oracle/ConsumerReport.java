package io.orderpipeline.testing.oracle;

import io.orderpipeline.testing.process.ChildProcess;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The totals of a consumer's final statistics. */
public record ConsumerReport(long polled, long written, long deadLettered, long inFlight, long handedBack) {

    private static final Pattern TOTAL = Pattern.compile(
            "^Total: polled ([\\d,]+) = written ([\\d,]+) \\+ dead-lettered ([\\d,]+) \\+ in flight ([\\d,]+)"
                    + " \\+ handed back ([\\d,]+)");

    private static final Pattern ACKNOWLEDGED = Pattern.compile("\\backnowledged ([\\d,]+)");

    public static ConsumerReport of(ChildProcess consumer) {
        List<Matcher> totals = consumer.out().stream()
                .map(TOTAL::matcher)
                .filter(Matcher::find)
                .toList();
        if (totals.size() != 1) {
            throw new AssertionError(totals.size() + " lines of totals instead of one" + consumer.lastLines());
        }
        Matcher total = totals.get(0);
        return new ConsumerReport(
                number(total, 1), number(total, 2), number(total, 3), number(total, 4), number(total, 5));
    }

    /** polled = written + dead-lettered + in flight + handed back */
    public boolean reconciles() {
        return polled == written + deadLettered + inFlight + handedBack;
    }

    public void assertReconciles() {
        if (!reconciles()) {
            throw new AssertionError("the counters do not add up: " + this);
        }
    }

    /** The newest counter of acknowledged records that a producer has printed: within the second before a kill. */
    public static long acknowledgedBy(ChildProcess producer) {
        return producer.out().stream()
                .map(ACKNOWLEDGED::matcher)
                .filter(Matcher::find)
                .mapToLong(matcher -> number(matcher, 1))
                .reduce(0, (first, last) -> last);
    }

    private static long number(Matcher matcher, int group) {
        return Long.parseLong(matcher.group(group).replace(",", ""));
    }
}
