package io.orderpipeline.consumer.verify;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.schema.SchemaId;
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
 * call {@link #expect} and {@link #refusal} between the last dead letter found and {@link #compare}; one thread does
 * the rest.
 */
final class DeadLetterComparison implements HashJoin.Matcher {

    /**
     * Reasons that the record alone does not show: what the database refused, and what the consumer could not decode
     * for want of its schema.
     */
    private static final List<InvalidReason> HIDDEN_REASONS =
            List.of(InvalidReason.REFUSED_BY_DATABASE, InvalidReason.UNKNOWN_SCHEMA, InvalidReason.NOT_JSON);

    private final VerifyRange range;
    private final IntFunction<PartitionFindings> partitions;
    private final Fingerprints fingerprints = new Fingerprints();
    private final Map<Refusal, OffsetSet> refusals = new HashMap<>();
    private final SpillFiles expected;
    private final SpillFiles found;
    private long ofOtherTopics;

    /** Why records of a partition are dead letters, for reasons that the records alone do not show. */
    private record Refusal(int partition, InvalidReason reason) {}

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
        String reason = DeadLetterContent.header(deadLetter, "reason");
        HIDDEN_REASONS.stream()
                .filter(hidden -> hidden.code().equals(reason))
                .map(hidden -> new Refusal(origin.partition(), hidden))
                .forEach(refusal -> refusals.computeIfAbsent(refusal, none -> new OffsetSet())
                        .add(origin.offset()));
    }

    /** @param record one that must be dead-lettered */
    synchronized void expect(ConsumerRecord<byte[], byte[]> record, InvalidReason reason) {
        CanonicalValues content = DeadLetterContent.expected(record, reason);
        expected.add(fingerprints.deadLetter(record.partition(), record.offset(), content, record.offset()));
    }

    /** Why a record that is valid now may have been dead-lettered; empty when no dead letter says so. */
    Optional<InvalidReason> refusal(ConsumerRecord<byte[], byte[]> record) {
        boolean namesSchema = SchemaId.of(record.headers(), record.value()).isPresent();
        return HIDDEN_REASONS.stream()
                .filter(reason -> namesSchema || reason == InvalidReason.REFUSED_BY_DATABASE)
                .filter(reason -> isDeadLetter(record, reason))
                .findFirst();
    }

    private boolean isDeadLetter(ConsumerRecord<byte[], byte[]> record, InvalidReason reason) {
        OffsetSet offsets = refusals.get(new Refusal(record.partition(), reason));
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
