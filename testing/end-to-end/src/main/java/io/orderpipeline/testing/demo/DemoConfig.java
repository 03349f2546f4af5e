package io.orderpipeline.testing.demo;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.testing.process.Repository;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * The validated options of the demo.
 *
 * @param rate orders per second
 * @param data directory of the servers
 * @param docker whether the servers run in Docker
 * @param keep whether the servers stay up afterwards
 * @param started when the script was started
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
