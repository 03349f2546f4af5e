package io.orderpipeline.consumer.verify;

/** What is counted for each partition beside the {@link FindingKind}s. The codes are part of the JSON output. */
enum RecordTally {
    /** Visible to a read-committed reader. */
    RECORDS("records"),

    /** Different order ids among the valid records. */
    ORDERS("orders"),

    ROWS("rows"),

    /** Rows whose records the topic has no longer: nothing can be said of them. */
    ROWS_OLDER_THAN_TOPIC("rows-older-than-topic"),

    /** Orders without a row, or with no more than its id, whose last record is older than the table's time to live. */
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
