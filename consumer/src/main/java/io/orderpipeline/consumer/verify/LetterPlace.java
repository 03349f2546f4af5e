package io.orderpipeline.consumer.verify;

/** Where a dead letter is in its topic, as one number that an {@link Entry} can hold; sorts by partition and offset. */
record LetterPlace(int partition, long offset) {

    private static final int OFFSET_BITS = 48;

    static LetterPlace of(long position) {
        return new LetterPlace((int) (position >>> OFFSET_BITS), position & ((1L << OFFSET_BITS) - 1));
    }

    long position() {
        return ((long) partition << OFFSET_BITS) | offset;
    }
}
