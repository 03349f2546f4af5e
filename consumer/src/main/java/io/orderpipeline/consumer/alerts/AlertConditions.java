package io.orderpipeline.consumer.alerts;

import io.orderpipeline.consumer.alerts.AlertRule.Condition;
import io.orderpipeline.consumer.monitoring.Counter;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.State;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Totals;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;

/** The conditions of the alerts. */
final class AlertConditions {

    private AlertConditions() {}

    static Condition databaseAway() {
        return snapshot -> snapshot.troubles().database().map(trouble -> "Cassandra is unavailable: " + trouble);
    }

    static Condition brokerAway() {
        return snapshot -> snapshot.troubles().broker().map(trouble -> "Kafka is unavailable: " + trouble);
    }

    static Condition registryAway() {
        return snapshot ->
                snapshot.troubles().registry().map(failure -> "records wait for the schema registry: " + failure);
    }

    static Condition openTransactionOver(Duration bound) {
        return snapshot ->
                snapshot.openTransaction(bound).map(text -> text + "; `consumer.jar doctor` names the producer");
    }

    static Condition endToEndOver(Duration bound) {
        return snapshot ->
                snapshot.endToEnd().count() > 0 && snapshot.endToEnd().p99() > bound.toMillis() / 1e3
                        ? Optional.of("the slowest 1 %% of orders took %.1f s or more from Kafka to Cassandra"
                                .formatted(snapshot.endToEnd().p99()))
                        : Optional.empty();
    }

    static Condition deadLettersBlocked() {
        return snapshot -> snapshot.troubles()
                .deadLetters()
                .map(failure -> "dead letters and the offsets after them cannot be committed: " + failure);
    }

    /** Nothing is stored or dead-lettered while own partitions have lag, unless the user has paused the pipeline. */
    static final class NoProgress implements Condition {
        private long doneBefore = -1;

        @Override
        public Optional<String> evaluate(PipelineSnapshot snapshot) {
            long done =
                    snapshot.totals().count(Counter.WRITTEN) + snapshot.totals().count(Counter.DEAD_LETTERED);
            boolean isStuck = done == doneBefore && snapshot.state() != State.PAUSED && snapshot.ownLagRecords() > 0;
            doneBefore = done;
            return isStuck ? Optional.of("nothing is stored or dead-lettered although records wait") : Optional.empty();
        }
    }

    /** Lag has grown from its minimum, and has not fallen back by half of that growth since. */
    static final class LagGrowing implements Condition {
        private long lowest = Long.MAX_VALUE;
        private long highest;

        @Override
        public Optional<String> evaluate(PipelineSnapshot snapshot) {
            if (snapshot.lagRecords().isEmpty()) {
                return Optional.empty();
            }
            long lag = snapshot.lagRecords().getAsLong();
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
     * The share of dead letters in the records completed in the last minute. A dead letter counts when it is committed,
     * about a second after the orders around it, so the share can be too high for that long when an outage begins or
     * leaves the window. The alert's hold time is longer.
     */
    static final class DeadLetterShare implements Condition {
        private static final Duration WINDOW = Duration.ofMinutes(1);

        /** With fewer records, the share has no meaning. */
        private static final long MINIMUM_RECORDS = 100;

        private final double bound;
        private final ArrayDeque<PipelineSnapshot> lastMinute = new ArrayDeque<>();

        /** Zero in the first minute: the first snapshot has orders whose dead letters are not committed yet. */
        private long deadLettersBefore;

        private long writtenBefore;

        DeadLetterShare(double bound) {
            this.bound = bound;
        }

        @Override
        public Optional<String> evaluate(PipelineSnapshot snapshot) {
            lastMinute.addLast(snapshot);
            while (Duration.between(lastMinute.getFirst().time(), snapshot.time())
                            .compareTo(WINDOW)
                    > 0) {
                Totals before = lastMinute.removeFirst().totals();
                deadLettersBefore = before.count(Counter.DEAD_LETTERED);
                writtenBefore = before.count(Counter.WRITTEN);
            }
            long deadLetters = snapshot.totals().count(Counter.DEAD_LETTERED) - deadLettersBefore;
            long records = deadLetters + snapshot.totals().count(Counter.WRITTEN) - writtenBefore;
            return records >= MINIMUM_RECORDS && deadLetters > bound * records
                    ? Optional.of(
                            "%,d of the last minute's %,d records are dead letters".formatted(deadLetters, records))
                    : Optional.empty();
        }
    }
}
