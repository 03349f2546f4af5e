package io.orderpipeline.consumer.monitoring;

import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;

/** The newest events, and no more of them than a person reads. Safe for use by several threads. */
public final class EventTimeline {

    static final int LIMIT = 200;

    private final InstantSource clock;
    private final ArrayDeque<Event> events = new ArrayDeque<>();

    public EventTimeline(InstantSource clock) {
        this.clock = clock;
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
