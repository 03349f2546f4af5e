package io.orderpipeline.consumer.verify;

/** Where a dead letter is in its topic, as one number that an {@link JoinEntry} can hold; sorts by partition and offset. */
record DeadLetterPosition(int partition, long offset) {

    private static final int OFFSET_BITS = 48;

    static DeadLetterPosition of(long position) {
        return new DeadLetterPosition((int) (position >>> OFFSET_BITS), position & ((1L << OFFSET_BITS) - 1));
    }

    long position() {
        return ((long) partition << OFFSET_BITS) | offset;
    }
}
