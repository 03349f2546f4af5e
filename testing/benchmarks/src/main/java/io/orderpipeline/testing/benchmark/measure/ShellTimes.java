package io.orderpipeline.testing.benchmark.measure;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What the shell's {@code times} prints: user and system time, of itself on one line, of its children on the next. */
final class ShellTimes {

    private static final Pattern TIME = Pattern.compile("(\\d+)m(\\d+[.,]?\\d*)s");

    private ShellTimes() {}

    /** In seconds. */
    static double ofChildren(String printed) {
        String children = printed.lines()
                .skip(1)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no times of children in '" + printed + "'"));
        return TIME.matcher(children).results().mapToDouble(ShellTimes::seconds).sum();
    }

    private static double seconds(MatchResult time) {
        return 60 * Long.parseLong(time.group(1))
                + Double.parseDouble(time.group(2).replace(',', '.'));
    }
}
