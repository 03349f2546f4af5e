package io.orderpipeline.benchmark.contender;

import io.orderpipeline.cli.Program;
import io.orderpipeline.cli.StopSignal;
import io.orderpipeline.consumer.ConsumerMain;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/** The consumer as it is shipped, with a stop-watch at its writer. */
public final class LatencyConsumerMain {

    private LatencyConsumerMain() {}

    /** @param arguments a file for the histogram, the warm-up in milliseconds, then the consumer's own */
    public static void main(String[] arguments) {
        StopSignal stop = StopSignal.fromOperatingSystem();
        Duration warmUp = Duration.ofMillis(Long.parseLong(arguments[1]));
        AtomicReference<LatencyWriter> watch = new AtomicReference<>();
        ConsumerMain consumer = new ConsumerMain(stop, writer -> {
            watch.set(new LatencyWriter(writer, Clock.systemUTC(), warmUp));
            return watch.get();
        });
        String[] own = Arrays.copyOfRange(arguments, 2, arguments.length);
        int exitCode = new Program(consumer, "ORDER_CONSUMER", Map.of()).run(own);
        LatencyLog.write(Path.of(arguments[0]), watch.get().micros());
        System.exit(exitCode);
    }
}
