package io.orderpipeline.consumer.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.consumer.monitoring.EventTimeline.Event;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class EventTimelineTest {

    @Test
    void should_keep_only_the_newest_events() {
        EventTimeline timeline = new EventTimeline(() -> Instant.EPOCH);
        for (int i = 0; i < EventTimeline.LIMIT + 5; i++) {
            timeline.add(Event.Kind.RUN, "event " + i);
        }

        assertThat(timeline.events()).hasSize(EventTimeline.LIMIT);
        assertThat(timeline.events().get(0)).isEqualTo(new Event(Instant.EPOCH, Event.Kind.RUN, "event 5"));
    }
}
