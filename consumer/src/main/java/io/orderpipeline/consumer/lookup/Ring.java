package io.orderpipeline.consumer.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.order.Uuid7;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A range of time in which the records of an order can be. Rings are searched from the first on, each contains those
 * before it, and the search ends where it has found the order and the next ring is large.
 *
 * @param from empty for the beginning of the topic
 * @param to empty for its end
 * @param isOptional whether it is searched only when it is small
 */
record Ring(Optional<Instant> from, Optional<Instant> to, boolean isOptional) {

    static final Ring WHOLE_TOPIC = new Ring(Optional.empty(), Optional.empty(), false);

    /** Around the time in the id: a producer sends an order within a second after it has given it its id. */
    private static final Duration SHORTLY_BEFORE = Duration.ofMillis(250);

    private static final Duration SHORTLY_AFTER = Duration.ofSeconds(1);

    /** Clocks of producers and brokers differ by less. */
    static final Duration BEFORE = Duration.ofMinutes(5);

    /** For an order that waits in its source, or whose batch is retried. */
    private static final Duration AFTER = Duration.ofMinutes(10);

    /**
     * An hour for an order that comes late, and one more: brokers accept timestamps of up to an hour in the future, and
     * the offset of a time is that of the first record with this timestamp or a later one.
     */
    static final Duration LONG_AFTER = Duration.ofHours(2);

    /** The rings of one order id; one alone when the user has given a time. */
    static List<Ring> of(String id, SearchOptions options) {
        Optional<Instant> time = time(id);
        if (options.haveTimes()) {
            return List.of(
                    new Ring(options.from().or(() -> time.map(created -> created.minus(BEFORE))), options.to(), false));
        }
        return time.map(Ring::around).orElse(List.of(WHOLE_TOPIC));
    }

    private static List<Ring> around(Instant created) {
        Instant from = created.minus(BEFORE);
        return List.of(
                between(created.minus(SHORTLY_BEFORE), created.plus(SHORTLY_AFTER)),
                between(from, created.plus(AFTER)),
                between(from, created.plus(LONG_AFTER)),
                new Ring(Optional.of(from), Optional.empty(), true));
    }

    private static Ring between(Instant from, Instant to) {
        return new Ring(Optional.of(from), Optional.of(to), false);
    }

    /** The time in a UUID of version 7; empty for any other id. */
    static Optional<Instant> time(String id) {
        long millis = Uuid7.millis(ByteBuffer.wrap(id.getBytes(UTF_8)));
        return millis == Uuid7.NONE ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    /** How far the search for the orders of the same rings is. One thread at a time. */
    static final class Search {

        private final Set<String> ids;
        private final List<Ring> rings;
        private Map<Integer, OffsetRange> covered = Map.of();
        private int next;
        private long read;

        Search(Set<String> ids, List<Ring> rings) {
            this.ids = ids;
            this.rings = rings;
        }

        Set<String> ids() {
            return ids;
        }

        /** Whether what lies outside the rings may be searched too. */
        boolean isNarrowed() {
            return rings.size() > 1;
        }

        /** Empty when all were searched. */
        Optional<Ring> next() {
            return next < rings.size() ? Optional.of(rings.get(next)) : Optional.empty();
        }

        /** The widest that was searched; empty for none. */
        Optional<Ring> widest() {
            return next == 0 ? Optional.empty() : Optional.of(rings.get(next - 1));
        }

        /** By partition, the offsets of the widest. */
        Map<Integer, OffsetRange> covered() {
            return covered;
        }

        /** The number of records that were read for it. */
        long read() {
            return read;
        }

        /**
         * The next ring is searched.
         *
         * @param ranges of the ring, by partition
         * @param records the number of them that had to be read
         */
        void advance(Map<Integer, OffsetRange> ranges, long records) {
            covered = ranges;
            read += records;
            next++;
        }
    }
}
