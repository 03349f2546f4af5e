package io.orderpipeline.producer;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.http.HttpConfig;
import io.orderpipeline.producer.generator.ContentSettings;
import io.orderpipeline.producer.send.KafkaTarget;
import io.orderpipeline.producer.send.PaceSettings;
import java.util.Optional;

/**
 * Everything that a run was asked for, checked.
 *
 * @param http where metrics are offered; empty for nowhere
 * @param dryRun print the orders instead of sending them
 */
record ProducerSettings(
        ContentSettings content, PaceSettings pace, KafkaTarget kafka, Optional<HttpConfig> http, boolean dryRun) {

    ProducerSettings {
        if (dryRun && http.isPresent()) {
            throw UserError.badUsage("--dry-run sends nothing that --http-port could show; leave out one of them");
        }
    }
}
