package io.orderpipeline.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class BrokerOutagesTest {

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(BrokerOutages.class);

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final BrokerOutages outages = new BrokerOutages();

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
        for (int second = 1; second < 100; second++) {
            boolean isAway = second >= 30 && second < 72;
            outages.update(snapshot(second, isAway ? Optional.of("no answer for " + second + " s") : Optional.empty()));
        }

        assertThat(lines.list).extracting(ILoggingEvent::getLevel).containsOnly(Level.WARN);
        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly(
                        "Kafka is unavailable: no answer for 30 s. 1,234 records wait for it, and the producer"
                                + " resumes automatically",
                        "Kafka is available again after 52 s");
    }

    @Test
    void should_not_promise_to_resume_when_the_broker_rejects_the_client() {
        outages.update(snapshot(1, Optional.of(BrokerReadiness.REJECTED)));

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("Kafka is unavailable: the broker rejects this client. 1,234 records wait for it, and"
                        + " the producer ends when they are delivered or expire (delivery.timeout.ms)");
    }

    private static SendSnapshot snapshot(int second, Optional<String> whyNotReady) {
        return new SendSnapshot(
                Duration.ofSeconds(second),
                0,
                0,
                List.of(),
                1_234,
                0,
                Duration.ZERO,
                whyNotReady,
                Map.of(),
                Map.of(),
                new Histogram(3));
    }
}
