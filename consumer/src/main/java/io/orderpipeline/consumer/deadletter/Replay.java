package io.orderpipeline.consumer.deadletter;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code dead-letters replay}: sends letters back to where they came from, each once. A batch of letters is a
 * transaction; between two of them the process may die at any moment. One thread.
 */
public final class Replay {

    private final String deadLetterTopic;
    private final DeadLetterFilter filter;
    private final ReplayMarkers marks;
    private final Topics topics;
    private final PrintWriter out;
    private final Map<String, Integer> partitionsOfTopic = new HashMap<>();
    private final ReplayReport report;
    private final Optional<ReplayTransactions> transactions;

    /** What is known of the topics that letters came from. */
    @FunctionalInterface
    public interface Topics {

        /** How many partitions the topic has; none when it does not exist. */
        int partitions(String topic) throws InterruptedException;
    }

    /** @param transactions already begun; empty for a dry run */
    public Replay(
            String deadLetterTopic,
            DeadLetterFilter filter,
            ReplayMarkers marks,
            Topics topics,
            Optional<ReplayTransactions> transactions,
            PrintWriter out) {
        this.deadLetterTopic = deadLetterTopic;
        this.filter = filter;
        this.marks = marks;
        this.topics = topics;
        this.transactions = transactions;
        this.out = out;
        this.report = new ReplayReport(transactions.isEmpty(), filter);
    }

    /** @return the exit code */
    public int run(ReplaySource source) throws InterruptedException {
        for (var batch = source.next(); !batch.isEmpty(); batch = source.next()) {
            send(choose(batch));
        }
        report.lines(source.isStopped()).forEach(out::println);
        return report.exitCode();
    }

    private List<DeadLetterRecord> choose(List<DeadLetterRecord> batch) throws InterruptedException {
        List<DeadLetterRecord> chosen = new ArrayList<>();
        for (DeadLetterRecord letter : batch) {
            if (!filter.matches(letter)) {
                continue;
            }
            report.found(letter);
            Optional<String> obstacle = obstacle(letter);
            if (obstacle.isPresent()) {
                report.cannotSend(letter, obstacle.get());
            } else if (marks.contains(letter)) {
                report.sentBefore();
            } else {
                // At once, for a file may name it again. When the sending fails nothing more is sent anyway.
                marks.add(letter);
                chosen.add(letter);
            }
        }
        return chosen;
    }

    private void send(List<DeadLetterRecord> letters) {
        if (letters.isEmpty()) {
            return;
        }
        transactions.ifPresentOrElse(sender -> sender.send(letters, marks), () -> letters.forEach(this::show));
        report.sent(letters.size());
    }

    private void show(DeadLetterRecord letter) {
        out.println(
                SafePreview.printable("Would send " + letter.origin().orElseThrow() + " (" + letter.reason() + ")"));
    }

    /** Why the letter cannot go back, or empty. */
    private Optional<String> obstacle(DeadLetterRecord letter) throws InterruptedException {
        if (!letter.place().topic().equals(deadLetterTopic)) {
            return Optional.of("it is not from " + deadLetterTopic);
        }
        if (letter.origin().isEmpty()) {
            return Optional.of("its headers do not tell where it came from");
        }
        RecordPosition origin = letter.origin().get();
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
