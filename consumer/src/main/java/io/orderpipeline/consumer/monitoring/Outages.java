package io.orderpipeline.consumer.monitoring;

import io.orderpipeline.consumer.monitoring.EventTimeline.Event;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports each outage of a service once when it begins and once when it ends, in the log and on the timeline, however
 * many threads, partitions and clients notice it. They report nothing themselves. Used by one thread.
 *
 * <p>The end is a warning too, so that a log without INFO shows how long an outage was.
 */
final class Outages {

    /** Writes of an overloaded database fail and succeed in turn. */
    static final Duration CALM = Duration.ofSeconds(5);

    /** A new leader or coordinator is elected in a few seconds. */
    static final Duration PATIENCE = PipelineSnapshot.SILENCE;

    private static final Logger LOG = LoggerFactory.getLogger(Outages.class);

    private final EventTimeline timeline;
    private final InstantSource clock;

    private final Outage broker = new Outage(
            new Words(
                    Event.Kind.BROKER,
                    "%s",
                    "back after %s",
                    "Kafka is unavailable: %s. No order is lost; the consumer resumes automatically",
                    "Kafka is available again after %s"),
            PATIENCE,
            Duration.ZERO,
            Duration.ZERO);
    private final Outage database = new Outage(
            new Words(
                    Event.Kind.DATABASE,
                    "held up by Cassandra: %s",
                    "back after %s",
                    "Cassandra is unavailable or overloaded, orders are kept and retried: %s",
                    "Cassandra accepts orders again after %s"),
            Duration.ZERO,
            Duration.ZERO,
            CALM);
    private final Outage registry = new Outage(
            new Words(
                    Event.Kind.REGISTRY,
                    "held up by the schema registry: %s",
                    "no longer held up by the schema registry, after %s",
                    "Records wait for the schema registry: %s",
                    "No record waits for the schema registry any longer, after %s"),
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO);
    private final Outage deadLetters = new Outage(
            new Words(
                    Event.Kind.BROKER,
                    "cannot commit dead letters: %s",
                    "dead letters no longer wait, after %s",
                    "Dead letters, and the offsets after them, cannot be committed: %s",
                    "Dead letters no longer wait, after %s"),
            Duration.ZERO,
            PATIENCE,
            Duration.ZERO);

    Outages(EventTimeline timeline, InstantSource clock) {
        this.timeline = timeline;
        this.clock = clock;
    }

    /** To be called with each snapshot until the stop: what ends with the program has not recovered. */
    void update(Troubles troubles) {
        broker.update(troubles.broker());
        database.update(troubles.database());
        registry.update(troubles.registry());
        // Without a broker they fail too, which is the same outage.
        if (troubles.broker().isEmpty()) {
            deadLetters.update(troubles.deadLetters());
        } else {
            deadLetters.postpone();
        }
    }

    /**
     * How an outage is reported.
     *
     * @param begin on the timeline, with the reason
     * @param end on the timeline, with the duration
     * @param firstWarning in the log, with the reason
     * @param lastWarning in the log, with the duration
     */
    private record Words(Event.Kind kind, String begin, String end, String firstWarning, String lastWarning) {}

    /** Of one service. */
    private final class Outage {

        private final Words words;
        private final Duration lead;
        private final Duration patience;
        private final Duration calm;
        private Optional<Instant> begin = Optional.empty();
        private Optional<Instant> end = Optional.empty();
        private Instant lastTrouble;
        private boolean isReported;

        /**
         * @param lead how long the trouble has lasted when it is first seen here
         * @param patience how long the trouble must last to be an outage
         * @param calm for how long there must be no trouble before the outage has ended
         */
        Outage(Words words, Duration lead, Duration patience, Duration calm) {
            this.words = words;
            this.lead = lead;
            this.patience = patience;
            this.calm = calm;
        }

        void update(Optional<String> trouble) {
            Instant now = clock.instant();
            if (trouble.isPresent()) {
                lastTrouble = now;
                begin = begin.or(() -> Optional.of(now));
                end = Optional.empty();
                if (!isReported && Duration.between(begin.get(), now).compareTo(patience) >= 0) {
                    isReported = true;
                    report(words.begin(), words.firstWarning(), trouble.get());
                }
            } else if (isReported) {
                end = end.or(() -> Optional.of(now));
                if (Duration.between(lastTrouble, now).compareTo(calm) >= 0) {
                    isReported = false;
                    Duration duration = Duration.between(begin.get(), end.get()).plus(lead);
                    report(words.end(), words.lastWarning(), duration.toSeconds() + " s");
                    begin = Optional.empty();
                }
            } else {
                begin = Optional.empty();
            }
        }

        /** Measures the patience from the next trouble on. */
        void postpone() {
            if (!isReported) {
                begin = Optional.empty();
            }
        }

        private void report(String event, String warning, String what) {
            timeline.add(words.kind(), event.formatted(what));
            LOG.warn("{}", warning.formatted(what));
        }
    }
}
