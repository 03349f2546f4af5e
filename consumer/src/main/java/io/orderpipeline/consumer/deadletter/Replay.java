package io.orderpipeline.consumer.deadletter;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends dead letters back to their origin, each once, one transaction per batch. One thread. */
final class Replay {

    private final String deadLetterTopic;
    private final DeadLetterFilter filter;
    private final ReplayMarkers markers;
    private final Topics topics;
    private final PrintWriter out;
    private final Map<String, Integer> partitionsOfTopic = new HashMap<>();
    private final ReplayReport report;
    private final Optional<ReplayTransactions> transactions;

    /** Metadata of the topics that dead letters came from. */
    @FunctionalInterface
    interface Topics {

        /** The number of partitions; 0 when the topic does not exist. */
        int partitions(String topic) throws InterruptedException;
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
        this.report = new ReplayReport(transactions.isEmpty(), filter);
    }

    /** @return the exit code */
    int run(ReplaySource source) throws InterruptedException {
        for (var batch = source.next(); !batch.isEmpty(); batch = source.next()) {
            send(select(batch));
        }
        report.lines(source.isStopped()).forEach(out::println);
        return report.exitCode();
    }

    private List<DeadLetterRecord> select(List<DeadLetterRecord> batch) throws InterruptedException {
        List<DeadLetterRecord> selected = new ArrayList<>();
        for (DeadLetterRecord deadLetter : batch) {
            if (!filter.matches(deadLetter)) {
                continue;
            }
            report.found(deadLetter);
            Optional<String> obstacle = obstacle(deadLetter);
            if (obstacle.isPresent()) {
                report.cannotSend(deadLetter, obstacle.get());
            } else if (markers.contains(deadLetter)) {
                report.sentBefore();
            } else {
                // Before it is sent, because a file may contain it twice. After a failure nothing more is sent anyway.
                markers.add(deadLetter);
                selected.add(deadLetter);
            }
        }
        return selected;
    }

    private void send(List<DeadLetterRecord> deadLetters) {
        if (deadLetters.isEmpty()) {
            return;
        }
        transactions.ifPresentOrElse(
                sender -> sender.send(deadLetters, markers), () -> deadLetters.forEach(this::show));
        report.sent(deadLetters.size());
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
}
