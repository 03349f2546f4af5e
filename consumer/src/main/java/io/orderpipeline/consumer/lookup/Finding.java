package io.orderpipeline.consumer.lookup;

/**
 * A fate with its particulars.
 *
 * @param text for people; contains no value of a record
 */
record Finding(Fate fate, String text) {}
