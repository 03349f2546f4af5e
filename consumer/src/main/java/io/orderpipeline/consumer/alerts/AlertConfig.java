package io.orderpipeline.consumer.alerts;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * The thresholds of the alerts.
 *
 * @param lagGrowing for how long lag must grow
 * @param noProgress for how long nothing must be stored or dead-lettered while there is lag
 * @param databaseAway for how long Cassandra must be unavailable
 * @param brokerAway for how long the broker must be unavailable; at least {@link PipelineSnapshot#SILENCE}
 * @param registryAway for how long records must wait for the schema registry
 * @param deadLetterShare of the last minute's records, 0 to 1
 * @param endToEnd the limit of the 99th percentile of the end-to-end latency
 * @param openTransaction for how long an open transaction must hide records
 * @param webhook receives each start and each end
 */
public record AlertConfig(
        Duration lagGrowing,
        Duration noProgress,
        Duration databaseAway,
        Duration brokerAway,
        Duration registryAway,
        double deadLetterShare,
        Duration endToEnd,
        Duration openTransaction,
        Optional<URI> webhook) {

    public AlertConfig {
        if (!(deadLetterShare >= 0 && deadLetterShare <= 1)) {
            throw UserError.badUsage("--alert-dead-letters must be a share from 0 to 1, was " + deadLetterShare);
        }
        if (webhook.isPresent() && !isHttp(webhook.get())) {
            throw UserError.badUsage("--alert-webhook " + webhook.get() + " is not of the form http://host/path");
        }
    }

    private static boolean isHttp(URI uri) {
        return uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()));
    }
}
