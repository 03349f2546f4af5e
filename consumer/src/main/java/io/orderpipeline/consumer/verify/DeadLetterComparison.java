package io.orderpipeline.consumer.verify;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.consumer.verify.DeadLetterContent.Origin;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The dead letters that should be there and those that are, of all partitions together. One thread. */
final class DeadLetterComparison {

    private final VerifyRange scope;
    private final Fingerprints fingerprints = new Fingerprints();
    private final Map<Integer, OffsetSet> refused = new HashMap<>();
    private final SpillFiles expected;
    private final SpillFiles found;
    private long ofOtherTopics;

    DeadLetterComparison(VerifyRange scope, Path folder, int buckets) {
        this.scope = scope;
        expected = new SpillFiles(folder, "letters-expected", buckets);
        found = new SpillFiles(folder, "letters-found", buckets);
    }

    /** Takes a dead letter as it was found. */
    void found(ConsumerRecord<byte[], byte[]> letter) {
        Optional<Origin> origin = DeadLetterContent.origin(letter);
        if (origin.isPresent() && !origin.get().topic().equals(scope.topic())) {
            ofOtherTopics++;
            return;
        }
        DeadLetterPosition place = new DeadLetterPosition(letter.partition(), letter.offset());
        // One that says nothing has an origin of its own, which is expected nowhere.
        Origin known = origin.orElse(new Origin(scope.topic(), PartitionReport.NONE, place.position()));
        CanonicalValues content = DeadLetterContent.found(letter);
        found.add(fingerprints.letter(known.partition(), known.offset(), content, place.position()));
        if (InvalidReason.REFUSED_BY_DATABASE.code().equals(DeadLetterContent.header(letter, "reason"))) {
            refused.computeIfAbsent(known.partition(), none -> new OffsetSet()).add(known.offset());
        }
    }

    /** Takes a record that must be a dead letter. */
    void expect(ConsumerRecord<byte[], byte[]> record, InvalidReason reason) {
        CanonicalValues content = DeadLetterContent.expected(record, reason);
        expected.add(fingerprints.letter(record.partition(), record.offset(), content, record.offset()));
    }

    /** Whether a dead letter says that the database refused this record, which the record itself cannot tell. */
    boolean isRefused(ConsumerRecord<byte[], byte[]> record) {
        OffsetSet offsets = refused.get(record.partition());
        return offsets != null && offsets.contains(record.offset());
    }

    long ofOtherTopics() {
        return ofOtherTopics;
    }

    void judge(DeadLetterMatcher judge, Runnable pulse) {
        HashJoin.join(expected, found, judge, pulse);
    }
}
