package io.orderpipeline.consumer.verify;

/** The counters of each partition besides the {@link FindingKind}s. The codes are part of the JSON output. */
enum RecordTally {
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

    /** Valid orders that are dead letters because the database refused them. */
    REFUSED_BY_DATABASE("refused-by-database");

    private final String code;

    RecordTally(String code) {
        this.code = code;
    }

    String code() {
        return code;
    }
}
