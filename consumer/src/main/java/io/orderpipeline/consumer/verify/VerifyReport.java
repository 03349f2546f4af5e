package io.orderpipeline.consumer.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * All that verify has to say.
 *
 * @param lettersOfOtherTopics dead letters of other topics than this one
 */
record VerifyReport(VerifyRange scope, List<PartitionReport> partitions, long lettersOfOtherTopics, Duration elapsed) {

    VerifyReport {
        partitions = List.copyOf(partitions);
    }

    VerifyVerdict verdict() {
        return partitions.stream().map(PartitionReport::verdict).reduce(VerifyVerdict.PASS, VerifyVerdict::or);
    }

    long total(RecordTally tally) {
        return partitions.stream().mapToLong(partition -> partition.of(tally)).sum();
    }

    long total(FindingKind kind) {
        return partitions.stream().mapToLong(partition -> partition.of(kind)).sum();
    }

    /** What a reader of the numbers must know beside them. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (!partitions.isEmpty() && total(RecordTally.RECORDS) > 0 && nothingIsConsumed()) {
            notes.add("The group has consumed nothing of the topic: is it the right --group?");
        }
        for (PartitionReport partition : partitions) {
            notes.addAll(notes(partition));
        }
        if (lettersOfOtherTopics > 0) {
            notes.add("%,d dead letters are of other topics and were left out".formatted(lettersOfOtherTopics));
        }
        return notes;
    }

    private boolean nothingIsConsumed() {
        return partitions.stream()
                .map(PartitionReport::offsets)
                .allMatch(offsets -> offsets.committed() <= offsets.beginning());
    }

    private List<String> notes(PartitionReport partition) {
        List<String> notes = new ArrayList<>();
        String name = "Partition " + partition.partition() + ": ";
        long committed = partition.offsets().committed();
        long older = partition.of(RecordTally.ROWS_OLDER_THAN_TOPIC)
                + partition.of(RecordTally.DEAD_LETTERS_OLDER_THAN_TOPIC);
        long refused = partition.of(RecordTally.REFUSED_BY_DATABASE);
        if (older > 0) {
            notes.add(name
                    + "%,d rows and dead letters are of records that the topic has deleted; nothing is proven of them"
                            .formatted(older));
        }
        if (partition.of(RecordTally.EXPIRED) > 0) {
            notes.add(name
                    + "%,d orders have no row and are older than the table's time to live; nothing is proven of them"
                            .formatted(partition.of(RecordTally.EXPIRED)));
        }
        if (partition.lostToRetention() > 0) {
            notes.add(name
                    + "the topic has deleted %,d offsets before the group came to them"
                            .formatted(partition.lostToRetention()));
        }
        if (committed > partition.offsets().end()) {
            notes.add(name
                    + "the group's offset %,d is after the end of the topic, %,d: was the topic made anew?"
                            .formatted(committed, partition.offsets().end()));
        }
        if (refused > 0) {
            notes.add(name + "%,d orders are dead letters because the database refused them".formatted(refused));
        }
        return notes;
    }
}
