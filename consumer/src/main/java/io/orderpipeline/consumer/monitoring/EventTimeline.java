package io.orderpipeline.consumer.monitoring;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;

/** Keeps the newest events. Safe for use by several threads. */
public final class EventTimeline {

    static final int LIMIT = 200;

    private final InstantSource clock;
    private final ArrayDeque<Event> events = new ArrayDeque<>();

    public EventTimeline(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A change of the pipeline's state.
     *
     * @param text contains no customer data
     */
    public record Event(Instant time, Kind kind, String text) {

        /** The cause of the event. */
        public enum Kind {
            RUN,
            REBALANCE,
            DATABASE,
            BROKER,
            REGISTRY,
            ALERT
        }
    }

    public synchronized void add(Event.Kind kind, String text) {
        if (events.size() == LIMIT) {
            events.removeFirst();
        }
        events.addLast(new Event(clock.instant(), kind, text));
    }

    /** The oldest first. */
    public synchronized List<Event> events() {
        return List.copyOf(events);
    }
}
