package io.orderpipeline.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class MalformedRequestsTest {

    private static final Logger LOG = (Logger) LoggerFactory.getLogger(MalformedRequests.class);

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private long nanos = Long.MAX_VALUE - 1;
    private final MalformedRequests malformed = new MalformedRequests(() -> nanos);

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
    void should_log_their_number_once_a_minute_at_most() {
        malformed.count();
        malformed.count();
        nanos += MalformedRequests.INTERVAL.toNanos() - 1;
        malformed.count();
        assertThat(lines.list).hasSize(1);

        nanos++;
        malformed.count();

        assertThat(lines.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("Malformed HTTP requests rejected: 1", "Malformed HTTP requests rejected: 3");
    }
}
