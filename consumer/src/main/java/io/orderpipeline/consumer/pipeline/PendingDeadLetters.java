package io.orderpipeline.consumer.pipeline;

import io.orderpipeline.consumer.deadletter.DeadLetter;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The dead letters of one partition, by offset: safe in our hands only, until they are committed with an offset that
 * passes them. One thread.
 */
final class PendingDeadLetters {

    private final NavigableMap<Long, DeadLetter> letters = new TreeMap<>();
    private long bytes;

    void add(DeadLetter letter) {
        letters.put(letter.origin().offset(), letter);
        bytes += PolledRecord.size(letter.origin());
    }

    List<DeadLetter> before(long offset) {
        return List.copyOf(letters.headMap(offset).values());
    }

    /** @return those, each of which counts as dead-lettered from now on */
    List<DeadLetter> committedBefore(long offset) {
        List<DeadLetter> committed = before(offset);
        committed.forEach(letter -> bytes -= PolledRecord.size(letter.origin()));
        letters.headMap(offset).clear();
        return committed;
    }

    int size() {
        return letters.size();
    }

    long bytes() {
        return bytes;
    }
}
