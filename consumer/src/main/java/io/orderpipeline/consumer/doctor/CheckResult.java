package io.orderpipeline.consumer.doctor;

import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import java.util.List;
import java.util.Optional;
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

    /** @param question what to check, unless the reason ends in a question of its own */
    static CheckResult unavailable(String service, NotReadyException reason, String question) {
        String text = "cannot use " + service + ": " + reason.getMessage();
        return fail(text.endsWith("?") ? text : text + "; " + question);
    }

    /** Adds a warning; a failure hides it. */
    CheckResult and(Optional<String> warning) {
        return status == Status.FAIL
                ? this
                : warning.map(added -> warn(text + "; " + added)).orElse(this);
    }

    CheckResult failIf(Optional<String> failure) {
        return failure.map(added -> fail(text + "; " + added)).orElse(this);
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
