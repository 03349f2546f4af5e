package io.orderpipeline.consumer.verify;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.consumer.kafka.OffsetSet;
import io.orderpipeline.consumer.verify.DeadLetterContent.Origin;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Matches the dead letters found with those that the records must have caused, for all partitions. Several threads may
 * call {@link #expect} and {@link #isRefused} between the last dead letter found and {@link #compare}; one thread does
 * the rest.
 */
final class DeadLetterComparison implements HashJoin.Matcher {

    private final VerifyRange range;
    private final IntFunction<PartitionFindings> partitions;
    private final Fingerprints fingerprints = new Fingerprints();
    private final Map<Integer, OffsetSet> refused = new HashMap<>();
    private final SpillFiles expected;
    private final SpillFiles found;
    private long ofOtherTopics;

    /** @param partitions the findings of each */
    DeadLetterComparison(VerifyRange range, Path folder, int buckets, IntFunction<PartitionFindings> partitions) {
        this.range = range;
        this.partitions = partitions;
        expected = new SpillFiles(folder, "dead-letters-expected", buckets);
        found = new SpillFiles(folder, "dead-letters-found", buckets);
    }

    void addFound(ConsumerRecord<byte[], byte[]> deadLetter) {
        Optional<Origin> named = DeadLetterContent.origin(deadLetter);
        if (named.isPresent() && !named.get().topic().equals(range.topic())) {
            ofOtherTopics++;
            return;
        }
        long position = JoinEntry.deadLetterPosition(deadLetter.partition(), deadLetter.offset());
        // One without an origin gets a unique one, which is expected nowhere.
        Origin origin = named.orElse(new Origin(range.topic(), PartitionReport.NONE, position));
        CanonicalValues content = DeadLetterContent.found(deadLetter);
        found.add(fingerprints.deadLetter(origin.partition(), origin.offset(), content, position));
        if (InvalidReason.REFUSED_BY_DATABASE.code().equals(DeadLetterContent.header(deadLetter, "reason"))) {
            refused.computeIfAbsent(origin.partition(), none -> new OffsetSet()).add(origin.offset());
        }
    }

    /** @param record one that must be dead-lettered */
    synchronized void expect(ConsumerRecord<byte[], byte[]> record, InvalidReason reason) {
        CanonicalValues content = DeadLetterContent.expected(record, reason);
        expected.add(fingerprints.deadLetter(record.partition(), record.offset(), content, record.offset()));
    }

    /** Whether a dead letter says that the database refused this record, which the record itself does not show. */
    boolean isRefused(ConsumerRecord<byte[], byte[]> record) {
        OffsetSet offsets = refused.get(record.partition());
        return offsets != null && offsets.contains(record.offset());
    }

    long ofOtherTopics() {
        return ofOtherTopics;
    }

    void compare(Runnable progress) {
        HashJoin.join(expected, found, this, progress);
    }

    @Override
    public void match(List<JoinEntry> records, List<JoinEntry> deadLetters) {
        JoinEntry any = records.isEmpty() ? deadLetters.get(0) : records.get(0);
        PartitionFindings findings = partitions.apply((int) any.keyHigh());
        deadLetters.forEach(deadLetter -> findings.count(VerifyCount.DEAD_LETTERS_FOUND));
        if (records.isEmpty()) {
            deadLetters.forEach(deadLetter -> countUnexpected(deadLetter, findings));
            return;
        }
        JoinEntry record = records.get(0);
        if (findings.isConsumed(record.position())) {
            findings.count(VerifyCount.DEAD_LETTERS_EXPECTED);
            if (deadLetters.isEmpty()) {
                findings.add(VerifyCount.DEAD_LETTER_MISSING, record);
            }
        }
        deadLetters.stream()
                .filter(deadLetter -> deadLetter.hasValuesOf(record))
                .skip(1)
                .forEach(duplicate -> findings.add(VerifyCount.DEAD_LETTER_DOUBLED, duplicate));
        deadLetters.stream()
                .filter(deadLetter -> !deadLetter.hasValuesOf(record))
                .forEach(deadLetter -> findings.add(VerifyCount.DEAD_LETTER_DIFFERENT, deadLetter));
    }

    private static void countUnexpected(JoinEntry deadLetter, PartitionFindings findings) {
        long origin = deadLetter.keyLow();
        if (findings.isGone(origin)) {
            findings.count(VerifyCount.DEAD_LETTERS_OLDER_THAN_TOPIC);
        } else {
            findings.add(VerifyCount.DEAD_LETTER_UNEXPECTED, deadLetter);
        }
    }
}
