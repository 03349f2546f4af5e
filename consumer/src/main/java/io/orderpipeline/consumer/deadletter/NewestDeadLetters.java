package io.orderpipeline.consumer.deadletter;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The dead letters that this process has made last, in short: their beginnings and not their bytes, so that they take a
 * few kilobytes whatever comes. They are noted as they are made; reading them back from the topic for each look would cost
 * the broker the more, the more letters and consumers there are. One whose commit stayed in doubt is not among them.
 * Safe for use by several threads.
 */
public final class NewestDeadLetters {

    static final int LIMIT = 20;

    private final InstantSource clock;
    private final ArrayDeque<DeadLetterSummary> lines = new ArrayDeque<>(LIMIT);

    public NewestDeadLetters(InstantSource clock) {
        this.clock = clock;
    }

    /** Those transactions, each of whose letters is noted once it is committed. */
    public DeadLetterTransactions noting(DeadLetterTransactions transactions) {
        return new DeadLetterTransactions() {
            @Override
            public Outcome commit(
                    List<DeadLetter> letters,
                    Map<TopicPartition, OffsetAndMetadata> offsets,
                    ConsumerGroupMetadata group) {
                Outcome outcome = transactions.commit(letters, offsets, group);
                if (outcome == Outcome.COMMITTED) {
                    note(letters);
                }
                return outcome;
            }

            @Override
            public boolean settle() {
                return transactions.settle();
            }

            @Override
            public void close() {
                transactions.close();
            }
        };
    }

    private synchronized void note(List<DeadLetter> letters) {
        Instant now = clock.instant();
        for (DeadLetter letter : letters.subList(Math.max(0, letters.size() - LIMIT), letters.size())) {
            if (lines.size() == LIMIT) {
                lines.removeLast();
            }
            lines.addFirst(new DeadLetterSummary(
                    now,
                    letter.place(),
                    letter.reason().code(),
                    SafePreview.printable(letter.detail()),
                    SafePreview.of(letter.origin().value())));
        }
    }

    /** The newest first. */
    public synchronized List<DeadLetterSummary> newest() {
        return List.copyOf(lines);
    }
}
