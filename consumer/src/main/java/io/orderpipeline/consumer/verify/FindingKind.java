package io.orderpipeline.consumer.verify;

import io.orderpipeline.consumer.verify.VerifyReport.Verdict;

/** The kinds of findings with the verdict that follows. The codes are part of the JSON output: never rename one. */
enum FindingKind {
    MISSING("missing", Verdict.FAIL, "Missing: consumed orders that have no row"),
    WRONG("wrong", Verdict.FAIL, "Wrong: rows that differ from the last record of their order"),
    UNEXPECTED("unexpected", Verdict.FAIL, "Unexpected: rows whose order is not in the topic"),
    DEAD_LETTER_MISSING(
            "dead-letter-missing", Verdict.FAIL, "Dead letters missing: consumed invalid records without one"),
    DEAD_LETTER_DOUBLED(
            "dead-letter-doubled", Verdict.FAIL, "Dead letters duplicated: more than one of the same record"),
    DEAD_LETTER_UNEXPECTED(
            "dead-letter-unexpected", Verdict.FAIL, "Dead letters unexpected: of records that are valid"),
    DEAD_LETTER_DIFFERENT(
            "dead-letter-different",
            Verdict.FAIL,
            "Dead letters different: they differ from their record or have another reason"),
    NOT_YET_CONSUMED("not-yet-consumed", Verdict.INCOMPLETE, "Not yet consumed: records after the committed offset"),
    DUPLICATED("duplicated", Verdict.PASS, "Duplicated: orders sent more than once, which is no failure");

    private final String code;
    private final Verdict verdict;
    private final String title;

    FindingKind(String code, Verdict verdict, String title) {
        this.code = code;
        this.verdict = verdict;
        this.title = title;
    }

    String code() {
        return code;
    }

    /** The verdict for a partition with such a finding. */
    Verdict verdict() {
        return verdict;
    }

    String title() {
        return title;
    }
}
