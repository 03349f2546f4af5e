package io.orderpipeline.consumer.doctor;

/** @param text one line: what is the case and, unless it is fine, what to do */
record CheckResult(Verdict verdict, String text) {

    static CheckResult ok(String text) {
        return new CheckResult(Verdict.OK, text);
    }

    static CheckResult warn(String text) {
        return new CheckResult(Verdict.WARN, text);
    }

    static CheckResult fail(String text) {
        return new CheckResult(Verdict.FAIL, text);
    }
}
