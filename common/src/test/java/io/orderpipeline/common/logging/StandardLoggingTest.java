package io.orderpipeline.common.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class StandardLoggingTest {

    @Test
    void should_be_found_by_logback_and_log_program_messages() {
        assertThat(LoggerFactory.getLogger("io.orderpipeline.consumer").isInfoEnabled())
                .isTrue();
        assertThat(LoggerFactory.getLogger("io.orderpipeline.consumer").isDebugEnabled())
                .isFalse();
        assertThat(LoggerFactory.getLogger("another.library").isWarnEnabled()).isTrue();
    }

    @Test
    void should_suppress_messages_that_the_programs_report_themselves() {
        assertThat(LoggerFactory.getLogger("org.apache.kafka.clients.consumer").isWarnEnabled())
                .isFalse();
        assertThat(LoggerFactory.getLogger("org.apache.kafka.clients.NetworkClient")
                        .isErrorEnabled())
                .isFalse();
        assertThat(LoggerFactory.getLogger("com.datastax.oss.driver.internal").isWarnEnabled())
                .isFalse();
        // "select() failure java.nio.channels.ClosedSelectorException", when the HTTP server stops.
        assertThat(LoggerFactory.getLogger("org.eclipse.jetty.io.ManagedSelector")
                        .isWarnEnabled())
                .isFalse();
    }
}
