package io.orderpipeline.consumer.doctor;

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
