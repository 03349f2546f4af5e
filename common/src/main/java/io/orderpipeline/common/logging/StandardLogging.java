package io.orderpipeline.common.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ConfiguratorRank;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.spi.ContextAwareBase;

/**
 * Configures logback, which finds it as a service. In code, because parsing a {@code logback.xml} loads some 400
 * classes at start. A file in {@code -Dlogback.configurationFile} takes precedence.
 */
@ConfiguratorRank(ConfiguratorRank.CUSTOM_HIGH_PRIORITY)
public final class StandardLogging extends ContextAwareBase implements Configurator {

    @Override
    public ExecutionStatus configure(LoggerContext loggers) {
        if (System.getProperty("logback.configurationFile") != null) {
            return ExecutionStatus.INVOKE_NEXT_IF_ANY;
        }
        Logger root = loggers.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.WARN);
        root.addAppender(standardError(loggers));
        loggers.getLogger("io.orderpipeline").setLevel(Level.INFO);
        // The programs report unavailable servers themselves, once.
        loggers.getLogger("org.apache.kafka").setLevel(Level.ERROR);
        loggers.getLogger("com.datastax.oss.driver").setLevel(Level.ERROR);
        // Logs every failed authentication as an error; so do the programs.
        loggers.getLogger("org.apache.kafka.clients.NetworkClient").setLevel(Level.OFF);
        // Log stack traces of a token that cannot be renewed, and what a consumer cannot do at its end without one.
        loggers.getLogger("org.apache.kafka.common.security.oauthbearer.internals.expiring")
                .setLevel(Level.OFF);
        loggers.getLogger("org.apache.kafka.clients.consumer.internals.ClassicKafkaConsumer")
                .setLevel(Level.OFF);
        // Log what a placeholder in a client's settings cannot be replaced with; so do the programs.
        loggers.getLogger("org.apache.kafka.common.config.AbstractConfig").setLevel(Level.OFF);
        loggers.getLogger("org.apache.kafka.common.config.provider").setLevel(Level.OFF);
        // Warns of each malformed request with its text.
        loggers.getLogger("org.eclipse.jetty").setLevel(Level.ERROR);
        // Warns of each field whose logical type it ignores.
        loggers.getLogger("org.apache.avro").setLevel(Level.ERROR);
        // Logs an error when our deserializers end a poll that has enough bytes, see BoundedConsumer.
        loggers.getLogger("org.apache.kafka.clients.consumer.internals.CompletedFetch")
                .setLevel(Level.OFF);
        // Logs a stack trace when a listener of the driver runs after its session was closed, which is harmless.
        loggers.getLogger("io.netty.util.concurrent.DefaultPromise.rejectedExecution")
                .setLevel(Level.OFF);
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    /** Logs go to stderr, because stdout is for statistics and data. */
    private static ConsoleAppender<ILoggingEvent> standardError(LoggerContext loggers) {
        PatternLayoutEncoder encoder = new PatternLayoutEncoder();
        encoder.setContext(loggers);
        encoder.setPattern("%d{HH:mm:ss.SSS} %-5level %msg%n%ex{full}");
        encoder.start();
        ConsoleAppender<ILoggingEvent> appender = new ConsoleAppender<>();
        appender.setContext(loggers);
        appender.setName("STDERR");
        appender.setTarget("System.err");
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }
}
