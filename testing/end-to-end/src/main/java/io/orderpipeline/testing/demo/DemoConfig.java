package io.orderpipeline.testing.demo;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.testing.process.Repository;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * What the demo was asked for, checked once.
 *
 * @param rate orders a second
 * @param data where its own Kafka and Cassandra keep their files
 * @param docker whether they run in Docker in place of that
 * @param keep whether both servers live on afterwards
 * @param started when the person pressed Enter
 */
record DemoConfig(
        Repository repository, Duration duration, int rate, Path data, boolean docker, boolean keep, Instant started) {

    DemoConfig {
        data = data.toAbsolutePath().normalize();
        if (duration.isZero()) {
            throw UserError.badUsage("--duration must be above zero; try 60s");
        }
        if (rate < 1) {
            throw UserError.badUsage("--rate must be 1 or more orders a second, was " + rate);
        }
    }
}
