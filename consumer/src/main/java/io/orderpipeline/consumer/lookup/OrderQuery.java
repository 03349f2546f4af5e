package io.orderpipeline.consumer.lookup;

import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.cassandra.RowReader;
import io.orderpipeline.consumer.cli.KafkaConfig;
import io.orderpipeline.consumer.kafka.OrderDecoder;
import io.orderpipeline.consumer.lookup.id.OrderIds;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/**
 * Looks up single orders beside a running pipeline, and takes little from it: one thread, small fetches, a bounded
 * number of records and a limited time. Kafka is read through clients of its own, the row through the session of the
 * pipeline. One thread at a time.
 */
public final class OrderQuery {

    /**
     * For the search. Checked between two answers of the servers, so that it may end the time of one answer later. With
     * that, usually below the time after which the HTTP server ends a silent connection.
     */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private static final Duration STARTUP_LIMIT = Duration.ofSeconds(3);

    private final KafkaConfig kafka;
    private final OrderDecoder decoder;
    private final Function<Runnable, RowReader> table;
    private final StopSignal stop;

    /** @param table opens a reader that runs the given action while it waits */
    public OrderQuery(KafkaConfig kafka, OrderDecoder decoder, Function<Runnable, RowReader> table, StopSignal stop) {
        this.kafka = kafka;
        this.decoder = decoder;
        this.table = table;
        this.stop = stop;
    }

    /**
     * What became of the order, as {@code consumer.jar order --json} prints it.
     *
     * @throws UserError when the id cannot be that of an order, a server does not respond, or the time is over
     */
    public byte[] json(String id) throws InterruptedException {
        OrderIds.check(List.of(id));
        long start = System.nanoTime();
        LookupProgress progress =
                new LookupProgress(() -> requireTime(System.nanoTime() - start), line -> {}, System::nanoTime);
        try (OrderLookup lookup = OrderLookup.of(
                kafka,
                decoder,
                () -> table.apply(progress),
                LookupLimits.BESIDE_PIPELINE,
                progress,
                new ServiceWait(STARTUP_LIMIT, stop),
                stop)) {
            return OrderJson.bytes(lookup.find(List.of(id), SearchOptions.NONE).get(0));
        }
    }

    private static void requireTime(long elapsed) {
        if (elapsed > LIMIT.toNanos()) {
            throw UserError.failed(
                    "the search took more than " + LIMIT.toSeconds() + " s; consumer.jar order ID has no limit");
        }
    }
}
