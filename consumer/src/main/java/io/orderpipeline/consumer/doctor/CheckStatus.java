package io.orderpipeline.consumer.doctor;

/** What an answer means. */
enum CheckStatus {
    OK,

    /** Orders get through, or would; yet somebody should look at it. */
    WARN,

    /** Orders do not get through. */
    FAIL,

    /** Not asked, for something that it needs has failed. */
    SKIP
}
