package io.orderpipeline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.process.ChildProcess;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The last line of the consumer's final statistics. */
record ConsumerReport(long polled, long written, long deadLettered, long inFlight, long handedBack) {

    private static final Pattern TOTAL = Pattern.compile(
            "^Total: polled ([\\d,]+) = written ([\\d,]+) \\+ dead-lettered ([\\d,]+) \\+ in flight ([\\d,]+)"
                    + " \\+ handed back ([\\d,]+)");

    static ConsumerReport of(ChildProcess consumer) {
        List<Matcher> totals = consumer.out().all().stream()
                .map(TOTAL::matcher)
                .filter(Matcher::find)
                .toList();
        assertThat(totals).as("one total %s", consumer.lastLines()).hasSize(1);
        Matcher total = totals.get(0);
        return new ConsumerReport(
                number(total, 1), number(total, 2), number(total, 3), number(total, 4), number(total, 5));
    }

    /** The accounting rule. */
    void assertReconciles() {
        assertThat(polled).isEqualTo(written + deadLettered + inFlight + handedBack);
    }

    private static long number(Matcher matcher, int group) {
        return Long.parseLong(matcher.group(group).replace(",", ""));
    }
}
