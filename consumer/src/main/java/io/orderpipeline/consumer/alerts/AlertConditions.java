package io.orderpipeline.consumer.alerts;

import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.Totals;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Optional;

/** What may be wrong. */
final class AlertConditions {

    private AlertConditions() {}

    static AlertCondition databaseAway() {
        return view -> view.partitions().stream()
                .map(partition -> partition.counts().trouble())
                .filter(Objects::nonNull)
                .findFirst()
                .map(trouble -> "Cassandra is in trouble: " + trouble);
    }

    static AlertCondition endToEndOver(Duration bound) {
        return view -> view.endToEnd().count() > 0 && view.endToEnd().p99() > bound.toMillis() / 1e3
                ? Optional.of("the slowest hundredth of orders took %.1f s or more from Kafka to Cassandra"
                        .formatted(view.endToEnd().p99()))
                : Optional.empty();
    }

    /** Nothing leaves the pipeline while something waits for it. */
    static final class NoProgress implements AlertCondition {
        private long doneBefore = -1;

        @Override
        public Optional<String> look(PipelineSnapshot view) {
            long done = view.totals().written() + view.totals().deadLettered();
            boolean stands = done == doneBefore && view.lagRecords().orElse(0) > 0;
            doneBefore = done;
            return stands ? Optional.of("nothing moves, and records wait") : Optional.empty();
        }
    }

    /** Lag is above its lowest of before and has not come halfway down again from its highest. */
    static final class LagGrowing implements AlertCondition {
        private long lowest = Long.MAX_VALUE;
        private long highest;

        @Override
        public Optional<String> look(PipelineSnapshot view) {
            if (view.lagRecords().isEmpty()) {
                return Optional.empty();
            }
            long lag = view.lagRecords().getAsLong();
            highest = Math.max(highest, lag);
            if (lag <= lowest || lag - lowest <= (highest - lowest) / 2) {
                lowest = lag;
                highest = lag;
                return Optional.empty();
            }
            return Optional.of("lag has grown from %,d to %,d records".formatted(lowest, lag));
        }
    }

    /**
     * Of the records that were settled in the last minute. A dead letter counts when it is committed, a second or so after
     * the orders around it: for so long an outage that begins or leaves the minute can make the share too high, which is why
     * the alert waits longer.
     */
    static final class DeadLetterShare implements AlertCondition {
        private static final Duration WINDOW = Duration.ofMinutes(1);

        /** Of fewer records a share says nothing. */
        private static final long LEAST_RECORDS = 100;

        private final double bound;
        private final ArrayDeque<PipelineSnapshot> lastMinute = new ArrayDeque<>();

        /** Nothing in the first minute: the first view has orders already whose dead letters are yet to come. */
        private long lettersBefore;

        private long writtenBefore;

        DeadLetterShare(double bound) {
            this.bound = bound;
        }

        @Override
        public Optional<String> look(PipelineSnapshot view) {
            lastMinute.addLast(view);
            while (Duration.between(lastMinute.getFirst().time(), view.time()).compareTo(WINDOW) > 0) {
                Totals before = lastMinute.removeFirst().totals();
                lettersBefore = before.deadLettered();
                writtenBefore = before.written();
            }
            long letters = view.totals().deadLettered() - lettersBefore;
            long records = letters + view.totals().written() - writtenBefore;
            return records >= LEAST_RECORDS && letters > bound * records
                    ? Optional.of("%,d of the last minute's %,d records are dead letters".formatted(letters, records))
                    : Optional.empty();
        }
    }
}
