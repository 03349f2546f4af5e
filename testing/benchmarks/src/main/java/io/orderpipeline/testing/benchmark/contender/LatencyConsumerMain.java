package io.orderpipeline.testing.benchmark.contender;

import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.consumer.ConsumerMain;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;

/** The consumer with latency measurement at its writer. */
final class LatencyConsumerMain {

    private LatencyConsumerMain() {}

    /** @param arguments file for the histogram, warm-up in milliseconds, then the options of the consumer */
    public static void main(String[] arguments) {
        StopSignal stop = StopSignal.fromOperatingSystem();
        LatencyWatch watch = new LatencyWatch(Clock.systemUTC(), Duration.ofMillis(Long.parseLong(arguments[1])));
        ConsumerMain consumer = new ConsumerMain(stop, writer -> new LatencyWriter(writer, watch));
        String[] own = Arrays.copyOfRange(arguments, 2, arguments.length);
        int exitCode = new Program(consumer, "ORDER_CONSUMER", Map.of()).run(own);
        watch.write(Path.of(arguments[0]));
        System.exit(exitCode);
    }
}
