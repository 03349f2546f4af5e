package io.orderpipeline.consumer.verify;

/** What verify can come across, and what follows from it. The codes are part of the JSON output: never rename one. */
enum FindingKind {
    MISSING("missing", VerifyVerdict.FAIL, "Missing: consumed orders that have no row"),
    WRONG("wrong", VerifyVerdict.FAIL, "Wrong: rows that differ from the last record of their order"),
    UNEXPECTED("unexpected", VerifyVerdict.FAIL, "Unexpected: rows whose order is not in the topic"),
    DEAD_LETTER_MISSING("dead-letter-missing", VerifyVerdict.FAIL, "Dead letters that are missing"),
    DEAD_LETTER_DOUBLED("dead-letter-doubled", VerifyVerdict.FAIL, "Dead letters that are there more than once"),
    DEAD_LETTER_UNEXPECTED("dead-letter-unexpected", VerifyVerdict.FAIL, "Dead letters of records that are none"),
    DEAD_LETTER_DIFFERENT(
            "dead-letter-different", VerifyVerdict.FAIL, "Dead letters that differ from what they should be"),
    NOT_YET_CONSUMED(
            "not-yet-consumed", VerifyVerdict.INCOMPLETE, "Not yet consumed: records after the committed offset"),
    DUPLICATED("duplicated", VerifyVerdict.PASS, "Duplicated: orders sent more than once, which is no failure");

    private final String code;
    private final VerifyVerdict verdict;
    private final String title;

    FindingKind(String code, VerifyVerdict verdict, String title) {
        this.code = code;
        this.verdict = verdict;
        this.title = title;
    }

    String code() {
        return code;
    }

    /** Of a partition in which there is one of these. */
    VerifyVerdict verdict() {
        return verdict;
    }

    String title() {
        return title;
    }
}
