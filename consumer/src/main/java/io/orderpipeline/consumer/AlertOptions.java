package io.orderpipeline.consumer;

import io.orderpipeline.consumer.alerts.AlertConfig;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options for alerts. */
final class AlertOptions {

    @Option(
            names = "--alert-webhook",
            paramLabel = "URL",
            description = "receives a JSON POST when an alert starts and when it ends")
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
            description = "for how long no order must be stored while there is lag (default: ${DEFAULT-VALUE})")
    Duration noProgress;

    @Option(
            names = "--alert-database-away",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "for how long Cassandra must be unavailable (default: ${DEFAULT-VALUE})")
    Duration databaseAway;

    @Option(
            names = "--alert-broker-away",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "for how long Kafka must be unavailable, 5 s at least (default: ${DEFAULT-VALUE})")
    Duration brokerAway;

    @Option(
            names = "--alert-registry-away",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "for how long records must wait for the schema registry (default: ${DEFAULT-VALUE})")
    Duration registryAway;

    @Option(
            names = "--alert-dead-letters",
            paramLabel = "SHARE",
            defaultValue = "0.05",
            description =
                    "share of dead letters in the last minute's records, 0 to 1, for 10 s (default: ${DEFAULT-VALUE})")
    double deadLetters;

    @Option(
            names = "--alert-end-to-end",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "limit of the 99th percentile of end-to-end latency, for 10 s (default: ${DEFAULT-VALUE})")
    Duration endToEnd;

    @Option(
            names = "--alert-open-transaction",
            paramLabel = "TIME",
            defaultValue = "60s",
            description = "for how long an open transaction must hide records (default: ${DEFAULT-VALUE})")
    Duration openTransaction;

    AlertConfig toConfig() {
        return new AlertConfig(
                lagGrowing,
                noProgress,
                databaseAway,
                brokerAway,
                registryAway,
                deadLetters,
                endToEnd,
                openTransaction,
                Optional.ofNullable(webhook));
    }
}
