package io.orderpipeline.consumer.doctor;

/** @param text one line: what is the case and, unless it is fine, what to do */
record CheckResult(CheckStatus verdict, String text) {

    static CheckResult ok(String text) {
        return new CheckResult(CheckStatus.OK, text);
    }

    static CheckResult warn(String text) {
        return new CheckResult(CheckStatus.WARN, text);
    }

    static CheckResult fail(String text) {
        return new CheckResult(CheckStatus.FAIL, text);
    }
}
