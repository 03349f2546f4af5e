package io.orderpipeline.consumer.doctor;

/** @param text one line: what is the case and, unless it is fine, what to do */
record Answer(Verdict verdict, String text) {

    static Answer ok(String text) {
        return new Answer(Verdict.OK, text);
    }

    static Answer warn(String text) {
        return new Answer(Verdict.WARN, text);
    }

    static Answer fail(String text) {
        return new Answer(Verdict.FAIL, text);
    }
}
