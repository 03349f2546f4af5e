package io.orderpipeline.consumer.verify;

import io.orderpipeline.consumer.verify.VerifyReport.Verdict;

/**
 * What verify counts in each partition, in the order of the JSON output. The codes are part of it: never rename one.
 */
enum VerifyCount {
    /** Visible to a read-committed reader. */
    RECORDS("records"),

    /** Distinct order ids among the valid records. */
    ORDERS("orders"),

    ROWS("rows"),

    /** Rows whose records the topic has deleted: they cannot be verified. */
    ROWS_OLDER_THAN_TOPIC("rows-older-than-topic"),

    /** Orders without a row, or with only its id, whose last record is older than the table's TTL. */
    EXPIRED("expired"),

    DEAD_LETTERS_EXPECTED("dead-letters-expected"),
    DEAD_LETTERS_FOUND("dead-letters-found"),
    DEAD_LETTERS_OLDER_THAN_TOPIC("dead-letters-older-than-topic"),

    /** Without a proof: neither the record nor the table shows why the database refused it. */
    REFUSED_BY_DATABASE(
            "refused-by-database",
            Verdict.INCOMPLETE,
            "Refused by the database: valid orders that are dead letters instead of rows"),

    /** The record does not show either whether the consumer could decode it at the time. */
    DEAD_LETTERED_WITHOUT_SCHEMA(
            "dead-lettered-without-schema",
            Verdict.INCOMPLETE,
            "Dead-lettered without schema: valid orders that the consumer did not decode"),
    STORED_AND_DEAD_LETTERED(
            "stored-and-dead-lettered",
            Verdict.PASS,
            "Stored and dead-lettered: valid orders that have their row, which is no failure"),
    MISSING("missing", Verdict.FAIL, "Missing: consumed orders that have no row"),
    WRONG("wrong", Verdict.FAIL, "Wrong: rows that differ from the last record of their order"),
    UNEXPECTED("unexpected", Verdict.FAIL, "Unexpected: rows whose order is not in the topic"),
    DEAD_LETTER_MISSING(
            "dead-letter-missing", Verdict.FAIL, "Dead letters missing: consumed invalid records without one"),
    DEAD_LETTER_DOUBLED(
            "dead-letter-doubled",
            Verdict.PASS,
            "Dead letters duplicated: identical ones of the same record, which is no failure"),
    DEAD_LETTER_UNEXPECTED(
            "dead-letter-unexpected", Verdict.FAIL, "Dead letters unexpected: of records that are valid"),
    DEAD_LETTER_DIFFERENT(
            "dead-letter-different",
            Verdict.FAIL,
            "Dead letters different: they differ from their record or have another reason"),
    NOT_YET_CONSUMED("not-yet-consumed", Verdict.INCOMPLETE, "Not yet consumed: records after the committed offset"),
    HIDDEN(
            "hidden-by-open-transaction",
            Verdict.INCOMPLETE,
            "Hidden by an open transaction: offsets that no consumer can read yet"),
    DELETED_BEFORE_CONSUMED(
            "deleted-before-consumed",
            Verdict.INCOMPLETE,
            "Deleted before consumed: offsets that the topic deleted before the group had consumed them"),

    /** Nothing tells whether a record was there, and whether the group consumed it before. */
    GAPS_OF_COMPACTION(
            "gaps-of-compaction",
            Verdict.INCOMPLETE,
            "Gaps of compaction: offsets of a compacted topic that have no record"),
    DUPLICATED("duplicated", Verdict.PASS, "Duplicated: orders sent more than once, which is no failure");

    private final String code;
    private final Verdict verdict;
    private final String title;

    /** Of facts, which have no examples. */
    VerifyCount(String code) {
        this(code, Verdict.PASS, "");
    }

    /** Of findings. */
    VerifyCount(String code, Verdict verdict, String title) {
        this.code = code;
        this.verdict = verdict;
        this.title = title;
    }

    String code() {
        return code;
    }

    /** The verdict for a partition that has one of these. */
    Verdict verdict() {
        return verdict;
    }

    /** The heading of the examples. */
    String title() {
        return title;
    }
}
