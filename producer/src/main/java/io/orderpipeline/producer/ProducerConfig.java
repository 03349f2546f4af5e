package io.orderpipeline.producer;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.http.HttpConfig;
import io.orderpipeline.producer.generator.GeneratorSettings;
import io.orderpipeline.producer.send.KafkaTarget;
import io.orderpipeline.producer.send.PaceSettings;
import java.util.Optional;

/**
 * The validated configuration of the program.
 *
 * @param http empty when HTTP is off
 * @param dryRun print the orders instead of sending them
 */
record ProducerConfig(
        GeneratorSettings content, PaceSettings pace, KafkaTarget kafka, Optional<HttpConfig> http, boolean dryRun) {

    ProducerConfig {
        if (dryRun && http.isPresent()) {
            throw UserError.badUsage("--dry-run has no metrics for --http-port; leave out one of them");
        }
    }
}
