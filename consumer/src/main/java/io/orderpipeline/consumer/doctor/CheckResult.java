package io.orderpipeline.consumer.doctor;

import java.util.List;
import java.util.stream.Collectors;

/** @param text one line: the facts and, unless they are fine, what to do */
record CheckResult(Status status, String text) {

    enum Status {
        OK,

        /** Orders are stored, or would be, but something needs attention. */
        WARN,

        /** Orders are not stored. */
        FAIL,

        /** Not checked, because a prerequisite failed. */
        SKIP
    }

    /** Joins at most so many of the texts. */
    static String abbreviate(List<String> texts, int limit) {
        return texts.stream().limit(limit).collect(Collectors.joining(", ")) + (texts.size() > limit ? ", ..." : "");
    }

    static CheckResult ok(String text) {
        return new CheckResult(Status.OK, text);
    }

    static CheckResult warn(String text) {
        return new CheckResult(Status.WARN, text);
    }

    static CheckResult fail(String text) {
        return new CheckResult(Status.FAIL, text);
    }
}
