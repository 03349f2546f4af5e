package io.orderpipeline.consumer;

import io.orderpipeline.consumer.alerts.AlertConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** When the consumer raises an alert, and who is told. */
final class AlertOptions {

    @Option(
            names = "--alert-webhook",
            paramLabel = "URL",
            description = "JSON is posted there once when an alert starts and once when it ends")
    URI webhook;

    @Option(
            names = "--alert-lag-growing",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "for how long lag must grow (default: ${DEFAULT-VALUE})")
    Duration lagGrowing;

    @Option(
            names = "--alert-no-progress",
            paramLabel = "TIME",
            defaultValue = "30s",
            description = "for how long nothing must move while there is lag (default: ${DEFAULT-VALUE})")
    Duration noProgress;

    @Option(
            names = "--alert-database-away",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "for how long Cassandra must be away (default: ${DEFAULT-VALUE})")
    Duration databaseAway;

    @Option(
            names = "--alert-dead-letters",
            paramLabel = "SHARE",
            defaultValue = "0.05",
            description = "more of the last minute's records than this, for 10 s (default: ${DEFAULT-VALUE})")
    double deadLetters;

    @Option(
            names = "--alert-end-to-end",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "99 in 100 orders must be stored within this (default: ${DEFAULT-VALUE})")
    Duration endToEnd;

    AlertConfig toConfig() {
        return new AlertConfig(
                lagGrowing, noProgress, databaseAway, deadLetters, endToEnd, Optional.ofNullable(webhook));
    }
}
