package io.orderpipeline.producer.generator;

import io.orderpipeline.common.cli.UserError;
import java.time.Instant;
import java.util.Optional;

/**
 * The contents of a run.
 *
 * @param startTime of the first order; empty for the current time
 * @param invalid share of orders made malformed, 0 to 1
 * @param duplicates share of good orders sent twice, 0 to 1
 */
public record GeneratorSettings(
        long seed, Optional<Instant> startTime, CategoryWeights weights, double invalid, double duplicates) {

    private static final Instant LATEST_START = Instant.parse("9000-01-01T00:00:00Z");

    public GeneratorSettings {
        checkShare("--invalid", invalid);
        checkShare("--duplicates", duplicates);
        startTime.ifPresent(GeneratorSettings::checkStart);
    }

    private static void checkShare(String option, double share) {
        UserError.requireUsage(
                share >= 0 && share <= 1, option + ": " + share + " is not a share; give a number from 0 to 1");
    }

    private static void checkStart(Instant start) {
        UserError.requireUsage(
                !start.isBefore(Instant.EPOCH) && !start.isAfter(LATEST_START),
                "--start-time: " + start + " is not in the years 1970 to 9000; order ids begin"
                        + " with the milliseconds since 1970");
    }
}
