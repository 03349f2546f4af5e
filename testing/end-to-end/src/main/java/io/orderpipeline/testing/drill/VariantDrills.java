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
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Drills of what servers do differently from one version or setting to another. */
final class VariantDrills {

    private static final int PARTITIONS = 3;
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

    /** Above the broker's log.cleaner.backoff.ms of 15 s. */
    private static final Duration BETWEEN_COMPACTIONS = Duration.ofSeconds(20);

    private static final Duration COMPACTION_LIMIT = Duration.ofMinutes(3);

    private static final Pattern SPACES = Pattern.compile(" +");

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

    private static void requireSuccess(
            DrillContext context, String name, Function<TestPipeline, ChildProcess> command) {
        ChildProcess process = start(context, name, command);
        if (process.awaitEnd(LIMIT) != 0) {
            throw new AssertionError(
                    name + " has failed: " + reasons(process.out(), process.err()) + process.lastLines());
        }
    }

    private static ChildProcess start(DrillContext context, String name, Function<TestPipeline, ChildProcess> command) {
        List<ChildProcess> started = new ArrayList<>();
        context.inject(name, () -> started.add(command.apply(context.pipeline())));
        DrillContext.requireEffect(!started.isEmpty(), name + " was not started");
        return started.get(0);
    }

    /**
     * The consumer would commit offsets until the first invalid record, and could not go on behind it: it must end
     * before it begins.
     */
    static Drill refusedBrokers(int orders) {
        String fault = "brokers that cannot commit dead letters and offsets in one transaction hold %,d orders"
                .formatted(orders);
        return Drill.of("refused-brokers", fault, context -> {
                    context.programs().createBacklog(orders, LIMIT);
                    requireRefusal(context, "doctor", TestPipeline::doctor);
                    requireRefusal(context, "consumer", TestPipeline::consumer);
                })
                .refused();
    }

    private static void requireRefusal(
            DrillContext context, String name, Function<TestPipeline, ChildProcess> command) {
        ChildProcess process = start(context, name, command);
        int exitCode = process.awaitEnd(LIMIT);
        boolean saysWhy = Stream.concat(process.out().stream(), process.err().stream())
                .anyMatch(line -> line.contains("older than Kafka 2.5"));
        if (exitCode != 1 || !saysWhy) {
            throw new AssertionError(name + " does not refuse the brokers" + process.lastLines());
        }
    }

    /** In one line: the failed checks of doctor, or the last line of another command. */
    static String reasons(List<String> out, List<String> err) {
        List<String> failedChecks = out.stream()
                .filter(line -> line.startsWith("FAIL"))
                .map(line -> SPACES.matcher(line.strip()).replaceAll(" "))
                .toList();
        return failedChecks.isEmpty()
                ? Stream.concat(out.stream(), err.stream())
                        .reduce((earlier, later) -> later)
                        .orElse("it printed nothing")
                : String.join("; ", failedChecks);
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
            context.pipeline().orders().set(COMPACTION_LAG, AN_HOUR);
            context.programs().createBacklog(orders, LIMIT);
            compact(context, orders);
            context.programs().startConsumer();
            context.awaitLag(0);
        });
    }

    /**
     * Returns when the topic has fewer records and nothing is left to compact. The check at the end reads the same
     * records as the consumer only then.
     */
    private static void compact(DrillContext context, int records) {
        TopicContents topic = context.pipeline().orders();
        context.inject("compaction", () -> topic.set(COMPACTION_LAG, "0"));
        context.awaitEffect(
                "the topic still has more than %,d records".formatted(records),
                () -> topic.read().size() < records);
        UnchangedCount count = new UnchangedCount(topic.read().size());
        context.await(
                COMPACTION_LIMIT,
                () -> count.isUnchanged(topic.read().size()),
                "compaction of the topic has not ended");
        context.log("%,d records are left".formatted(count.last));
    }

    /** Tells whether a count has not changed for longer than the broker pauses between two rounds of compaction. */
    private static final class UnchangedCount {

        private long last;
        private long since = System.nanoTime();

        UnchangedCount(long first) {
            last = first;
        }

        boolean isUnchanged(long count) {
            if (count != last) {
                last = count;
                since = System.nanoTime();
            }
            return System.nanoTime() - since >= BETWEEN_COMPACTIONS.toNanos();
        }
    }
}
