package io.orderpipeline.testing.drill;

import static io.orderpipeline.testing.drill.DrillContext.LIMIT;

import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.oracle.TopicContents;
import io.orderpipeline.testing.process.ChildProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Drills of what servers do differently from one version or setting to another. */
final class VariantDrills {

    private static final int PARTITIONS = 3;
    private static final int ATTEMPTS = 3;
    private static final String COMPACTION_LAG = "min.compaction.lag.ms";
    private static final String AN_HOUR = "3600000";

    /** Only closed segments are compacted, and only after the lag. */
    private static final Map<String, String> COMPACTED_LATER = Map.of(
            "cleanup.policy",
            "compact",
            COMPACTION_LAG,
            AN_HOUR,
            "segment.bytes",
            "1048576",
            "min.cleanable.dirty.ratio",
            "0.01");

    /** A partition has several segments, which are replaced one after the other. */
    private static final Duration REST_OF_COMPACTION = Duration.ofSeconds(5);

    private VariantDrills() {}

    /** They send requests that a version of a server may lack. */
    static Drill commands() {
        return Drill.of("commands", "doctor, order and dead-letters list while orders flow", context -> {
            context.programs().startPipeline();
            context.awaitAllCommitted();
            String id =
                    context.pipeline().table().read().keySet().iterator().next().orderId();
            requireSuccess(context, "doctor", TestPipeline::doctor);
            requireSuccess(context, "order", pipeline -> pipeline.order(id));
            requireSuccess(context, "dead-letters list", TestPipeline::listDeadLetters);
        });
    }

    /** Within a few attempts: on a busy machine, a server may take longer than the limit of a command. */
    private static void requireSuccess(
            DrillContext context, String name, Function<TestPipeline, ChildProcess> command) {
        List<ChildProcess> attempts = new ArrayList<>();
        context.inject(name, () -> {
            do {
                attempts.add(command.apply(context.pipeline()));
            } while (last(attempts).awaitEnd(LIMIT) != 0 && attempts.size() < ATTEMPTS);
        });
        DrillContext.requireEffect(!attempts.isEmpty(), name + " was not started");
        if (last(attempts).awaitEnd(LIMIT) != 0) {
            throw new AssertionError(name + " has failed" + last(attempts).lastLines());
        }
    }

    private static ChildProcess last(List<ChildProcess> attempts) {
        return attempts.get(attempts.size() - 1);
    }

    /**
     * Compaction keeps the last record of each key, which is the category. What it deletes after the consumer has
     * stored it stays a row; what it deletes before does not exist.
     *
     * @param orders in each backlog, enough for several segments in each partition
     */
    static Drill compactedTopic(int orders) {
        String fault = ("compaction deletes most of %,d orders that are stored, and most of as many that wait for the"
                        + " consumer")
                .formatted(orders);
        return Drill.of("compacted-topic", fault, context -> {
            context.pipeline().orders().create(PARTITIONS, COMPACTED_LATER);
            context.programs().createBacklog(orders, LIMIT);
            ChildProcess consumer = context.programs().startConsumer();
            context.awaitLag(0);
            context.rememberRecords();
            compact(context, orders / 2);
            context.programs().endConsumer(consumer);
            context.programs().createBacklog(orders, LIMIT);
            compact(context, orders);
            context.programs().startConsumer();
            context.awaitLag(0);
        });
    }

    /** Until the topic has fewer records; then no more, because the check at the end needs what the consumer reads. */
    private static void compact(DrillContext context, int records) {
        TopicContents topic = context.pipeline().orders();
        context.inject("compaction", () -> topic.set(COMPACTION_LAG, "0"));
        context.awaitEffect(
                "the topic still has more than %,d records".formatted(records),
                () -> topic.read().size() < records);
        topic.set(COMPACTION_LAG, AN_HOUR);
        context.runFor(REST_OF_COMPACTION);
    }
}
