package io.orderpipeline.consumer.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.orderpipeline.consumer.monitoring.EventTimeline.Event;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class OutagesTest {

    private static final Optional<String> NONE = Optional.empty();
    private static final Troubles WITHOUT_BROKER = new Troubles(Optional.of("no answer"), NONE, NONE, NONE);
    private static final Troubles WITHOUT_DATABASE = new Troubles(NONE, Optional.of("timed out"), NONE, NONE);
    private static final Troubles WITHOUT_REGISTRY = new Troubles(NONE, NONE, Optional.of("schema id 7"), NONE);
    private static final Troubles BLOCKED = new Troubles(NONE, NONE, NONE, Optional.of("too few replicas"));

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(Outages.class);

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private long second;
    private final EventTimeline timeline = new EventTimeline(() -> Instant.ofEpochSecond(second));
    private final Outages outages = new Outages(timeline, () -> Instant.ofEpochSecond(second));

    @BeforeEach
    void listen() {
        lines.start();
        LOG.addAppender(lines);
    }

    @AfterEach
    void close() {
        LOG.detachAppender(lines);
    }

    @Test
    void should_warn_once_when_an_outage_begins_and_once_when_it_ends() {
        pass(10, Troubles.NONE);
        pass(45, WITHOUT_BROKER);
        pass(10, Troubles.NONE);

        assertThat(warnings())
                .containsExactly(
                        "Kafka is unavailable: no answer. No order is lost; the consumer resumes automatically",
                        "Kafka is available again after 50 s");
        assertThat(events()).containsExactly("no answer", "back after 50 s");
    }

    @Test
    void should_not_end_an_outage_of_a_database_that_fails_again_within_five_seconds() {
        for (int i = 0; i < 10; i++) {
            pass(2, WITHOUT_DATABASE);
            pass(4, Troubles.NONE);
        }
        pass(4, Troubles.NONE);

        assertThat(warnings())
                .containsExactly(
                        "Cassandra is unavailable or overloaded, orders are kept and retried: timed out",
                        "Cassandra accepts orders again after 56 s");
        assertThat(events()).containsExactly("held up by Cassandra: timed out", "back after 56 s");
    }

    @Test
    void should_report_the_outages_of_several_services_separately() {
        pass(5, WITHOUT_DATABASE);
        pass(5, new Troubles(NONE, WITHOUT_DATABASE.database(), WITHOUT_REGISTRY.registry(), NONE));
        pass(6, WITHOUT_REGISTRY);
        pass(1, Troubles.NONE);

        assertThat(events())
                .containsExactly(
                        "held up by Cassandra: timed out",
                        "held up by the schema registry: schema id 7",
                        "back after 10 s",
                        "no longer held up by the schema registry, after 11 s");
    }

    @Test
    void should_be_patient_while_dead_letters_cannot_be_committed() {
        pass(5, BLOCKED);
        pass(1, Troubles.NONE);
        pass(5, BLOCKED);
        assertThat(events()).isEmpty();

        pass(5, BLOCKED);
        pass(1, Troubles.NONE);
        assertThat(events())
                .containsExactly(
                        "cannot commit dead letters: too few replicas", "dead letters no longer wait, after 10 s");
    }

    @Test
    void should_not_report_dead_letters_that_wait_for_the_broker() {
        pass(4, BLOCKED);
        pass(60, new Troubles(WITHOUT_BROKER.broker(), NONE, NONE, BLOCKED.deadLetters()));
        pass(5, BLOCKED);
        pass(5, Troubles.NONE);

        assertThat(events()).containsExactly("no answer", "back after 65 s");
    }

    private void pass(int seconds, Troubles troubles) {
        for (int i = 0; i < seconds; i++) {
            outages.update(troubles);
            second++;
        }
    }

    private List<String> events() {
        return timeline.events().stream().map(Event::text).toList();
    }

    private List<String> warnings() {
        assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsOnly(Level.WARN);
        return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
    }
}
