package io.orderpipeline.producer;

import io.orderpipeline.producer.send.PaceSettings;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.Option;

/** The options of {@link PaceSettings}. */
final class PaceOptions {

    @Option(
            names = "--rate",
            paramLabel = "NUMBER",
            defaultValue = "100",
            description = "orders per second; 0 for as fast as the broker accepts them (default: ${DEFAULT-VALUE})")
    double rate;

    @Option(
            names = "--count",
            paramLabel = "NUMBER",
            description = "stop after this number of orders (default: run until Ctrl+C)")
    Long count;

    @Option(names = "--duration", paramLabel = "TIME", description = "stop after a time such as 90s or 5m; 30 is 30s")
    Duration duration;

    PaceSettings settings() {
        return new PaceSettings(
                rate, count == null ? OptionalLong.empty() : OptionalLong.of(count), Optional.ofNullable(duration));
    }
}
