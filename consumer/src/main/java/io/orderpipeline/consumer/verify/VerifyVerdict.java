package io.orderpipeline.consumer.verify;

/** What verify has to say; the gravest comes last. */
enum VerifyVerdict {
    /** Every promise holds for every record there was at the start. */
    PASS,

    /** Nothing is wrong, but not everything is proven: some records were not consumed yet. */
    INCOMPLETE,

    /** Something is lost, wrong, or there without a reason. */
    FAIL;

    VerifyVerdict or(VerifyVerdict other) {
        return compareTo(other) > 0 ? this : other;
    }
}
