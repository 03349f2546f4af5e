package io.orderpipeline.testing.soak;

/** The measurements of one sample, named by their columns in samples.csv. */
enum SoakFigure {
    /** In the topic. */
    RECORDS("records"),
    /** Records, by the group. */
    COMMITTED("committed"),
    /** Of the undisturbed consumer, garbage included. */
    HEAP("heap_mb"),
    /** Heap after a full collection, which few samples have. */
    LIVE("live_mb"),
    THREADS("threads"),
    OPEN_FILES("open_files"),
    RESIDENT("resident_mb"),
    PRODUCER_THREADS("producer_threads"),
    PRODUCER_OPEN_FILES("producer_open_files"),
    PRODUCER_RESIDENT("producer_resident_mb"),
    /** Of the consumer's writes in the last second. */
    WRITE("write_p99_ms"),
    /** The same, from the record's timestamp to the acknowledged write. */
    END_TO_END("end_to_end_p99_ms");

    private final String column;

    SoakFigure(String column) {
        this.column = column;
    }

    String column() {
        return column;
    }
}
