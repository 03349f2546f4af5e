package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.kafka.RecordBatches;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;

/** Sends dead letters back to their origin, each once, one transaction per batch. One thread. */
final class Replay {

    private static final int MAX_EXAMPLES = 5;

    private final String deadLetterTopic;
    private final DeadLetterFilter filter;
    private final ReplayMarkers markers;
    private final Topics topics;
    private final PrintWriter out;
    private final Map<String, Integer> partitionsOfTopic = new HashMap<>();
    private final Optional<ReplayTransactions> transactions;
    private final Set<RecordPosition> notFound;
    private final List<String> unsendable = new ArrayList<>();
    private long sent;
    private long sentBefore;
    private long refused;

    /** The topics that dead letters came from. */
    interface Topics {

        /** The number of partitions; 0 when the topic does not exist. */
        int partitions(String topic) throws InterruptedException;

        /** The record at a position; empty when it is no longer there. */
        Optional<ConsumerRecord<byte[], byte[]>> read(RecordPosition position);
    }

    /** @param transactions begun by the caller; empty for a dry run */
    Replay(
            String deadLetterTopic,
            DeadLetterFilter filter,
            ReplayMarkers markers,
            Topics topics,
            Optional<ReplayTransactions> transactions,
            PrintWriter out) {
        this.deadLetterTopic = deadLetterTopic;
        this.filter = filter;
        this.markers = markers;
        this.topics = topics;
        this.transactions = transactions;
        this.out = out;
        this.notFound = new HashSet<>(filter.origins());
    }

    /** @return the exit code */
    int run(RecordBatches source) throws InterruptedException {
        for (var batch = source.next(); !batch.isEmpty(); batch = source.next()) {
            List<DeadLetterRecord> selected = new ArrayList<>();
            for (ConsumerRecord<byte[], byte[]> record : batch) {
                DeadLetterRecord deadLetter = new DeadLetterRecord(record);
                if (isSelected(deadLetter)) {
                    add(deadLetter, selected);
                }
            }
            send(selected);
        }
        report(source.isStopped());
        return refused > 0 || !notFound.isEmpty() ? Program.FAILED : Program.OK;
    }

    /** One that was cut is sent alone, because its original may be large. */
    private void add(DeadLetterRecord deadLetter, List<DeadLetterRecord> selected) {
        if (!deadLetter.isCut()) {
            // Before it is sent, because a file may contain it twice. After a failure nothing more is sent anyway.
            markers.add(deadLetter);
            selected.add(deadLetter);
            return;
        }
        RecordPosition origin = deadLetter.origin().orElseThrow();
        Optional<ConsumerRecord<byte[], byte[]>> original = topics.read(origin);
        if (original.isEmpty()) {
            refuse(deadLetter, "it was cut, and its original " + origin + " is no longer in the topic");
        } else if (!deadLetter.isCutFrom(original.get())) {
            refuse(deadLetter, "it was cut, and " + origin + " is another record now");
        } else {
            send(selected);
            selected.clear();
            sendRestored(deadLetter, original.get());
        }
    }

    /** An original that a producer compressed well may be larger than what Kafka accepts of this one. */
    private void sendRestored(DeadLetterRecord deadLetter, ConsumerRecord<byte[], byte[]> original) {
        try {
            send(List.of(deadLetter.restored(original)));
            markers.add(deadLetter);
        } catch (UserError e) {
            if (!(e.getCause() instanceof RecordTooLargeException)) {
                throw e;
            }
            refuse(
                    deadLetter,
                    "it was cut, and its original is too large to be sent: "
                            + e.getCause().getMessage());
        }
    }

    private boolean isSelected(DeadLetterRecord deadLetter) throws InterruptedException {
        if (!filter.matches(deadLetter)) {
            return false;
        }
        deadLetter.origin().ifPresent(notFound::remove);
        Optional<String> obstacle = obstacle(deadLetter);
        if (obstacle.isPresent()) {
            refuse(deadLetter, obstacle.get());
        } else if (markers.contains(deadLetter)) {
            sentBefore++;
        } else {
            return true;
        }
        return false;
    }

    private void send(List<DeadLetterRecord> deadLetters) {
        if (deadLetters.isEmpty()) {
            return;
        }
        transactions.ifPresentOrElse(
                sender -> sender.send(deadLetters, markers), () -> deadLetters.forEach(this::show));
        sent += deadLetters.size();
    }

    private void show(DeadLetterRecord deadLetter) {
        out.println(SafePreview.printable(
                "Would send " + deadLetter.origin().orElseThrow() + " (" + deadLetter.reason() + ")"));
    }

    /** Why the dead letter cannot be sent back, or empty. */
    private Optional<String> obstacle(DeadLetterRecord deadLetter) throws InterruptedException {
        if (!deadLetter.position().topic().equals(deadLetterTopic)) {
            return Optional.of("it is not from " + deadLetterTopic);
        }
        if (deadLetter.origin().isEmpty()) {
            return Optional.of("its headers do not name its origin");
        }
        RecordPosition origin = deadLetter.origin().get();
        int partitions = partitions(origin.topic());
        if (origin.partition() < partitions) {
            return Optional.empty();
        }
        return Optional.of(
                partitions == 0
                        ? "there is no topic " + origin.topic()
                        : "the topic " + origin.topic() + " has no partition " + origin.partition());
    }

    private int partitions(String topic) throws InterruptedException {
        Integer known = partitionsOfTopic.get(topic);
        if (known == null) {
            known = topics.partitions(topic);
            partitionsOfTopic.put(topic, known);
        }
        return known;
    }

    /** @param reason as the end of a sentence */
    private void refuse(DeadLetterRecord deadLetter, String reason) {
        refused++;
        if (unsendable.size() < MAX_EXAMPLES) {
            unsendable.add(deadLetter.position() + ": " + reason);
        }
    }

    private void report(boolean stopped) {
        out.println("%s %,d; skipped %,d that %s sent before%s"
                .formatted(
                        transactions.isEmpty() ? "Would send" : "Sent",
                        sent,
                        sentBefore,
                        sentBefore == 1 ? "was" : "were",
                        stopped ? ". Stopped before the end" : ""));
        if (refused > 0) {
            out.println("%,d cannot be sent:".formatted(refused));
            unsendable.forEach(line -> out.println("  " + SafePreview.printable(line)));
            if (refused > unsendable.size()) {
                out.println("  ...");
            }
        }
        if (!stopped) {
            notFound.stream()
                    .limit(MAX_EXAMPLES)
                    .forEach(position -> out.println("There is no dead letter of " + position));
        }
    }
}
