package io.orderpipeline.consumer.lookup;

/**
 * What a lookup may use.
 *
 * @param records of orders, and as many dead letters, that are read at most
 * @param fewRecords are read also when the answer does not need them; reading them takes less than a second
 * @param threads that read at the same time, at most
 * @param fetchBytes of one partition in one response of the broker
 */
record LookupLimits(long records, long fewRecords, int threads, int fetchBytes) {

    /** For a command that has the process for itself. */
    static final LookupLimits NONE = new LookupLimits(Long.MAX_VALUE, 300_000, Integer.MAX_VALUE, 4 << 20);

    /** Beside a running pipeline. */
    static final LookupLimits BESIDE_PIPELINE = new LookupLimits(300_000, 100_000, 1, 1 << 20);
}
