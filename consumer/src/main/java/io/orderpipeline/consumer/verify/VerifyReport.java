package io.orderpipeline.consumer.verify;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The result of verify.
 *
 * @param deadLettersOfOtherTopics dead letters whose origin is another topic
 * @param absentTable the table, with its keyspace, when it does not exist
 */
record VerifyReport(
        VerifyRange range,
        List<PartitionReport> partitions,
        long deadLettersOfOtherTopics,
        Optional<String> absentTable,
        Duration elapsed) {

    /** By increasing severity. */
    enum Verdict {
        /** Every promise holds for every record that existed at the start. */
        PASS,

        /** Nothing is wrong, but not everything is proven: some records are not consumed yet or not verifiable. */
        INCOMPLETE,

        /** Something is lost, wrong or unexpected. */
        FAIL;

        Verdict or(Verdict other) {
            return compareTo(other) > 0 ? this : other;
        }
    }

    /**
     * One of the first findings of a kind, with what is needed to look it up. Holds no customer data.
     *
     * @param place topic-partition@offset of the record or dead letter, or the row's partition
     * @param orderId null when it could not be decoded
     * @param columns the names of those that differ
     * @param note further information, or empty
     */
    record Example(String place, String orderId, List<String> columns, String note) {}

    VerifyReport {
        partitions = List.copyOf(partitions);
    }

    Verdict verdict() {
        return partitions.stream().map(PartitionReport::verdict).reduce(Verdict.PASS, Verdict::or);
    }

    long total(VerifyCount kind) {
        return partitions.stream().mapToLong(partition -> partition.of(kind)).sum();
    }

    /** What the numbers do not show. */
    List<String> notes() {
        List<String> notes = new ArrayList<>();
        if (range.isUntouched()) {
            notes.add("Nothing was ever produced to the topic " + range.topic());
        }
        absentTable.ifPresent(table -> notes.add("There is no table " + table));
        if (!partitions.isEmpty() && total(VerifyCount.RECORDS) > 0 && nothingIsConsumed()) {
            notes.add("The group has consumed nothing of the topic: is it the right --group?");
        } else if (total(VerifyCount.NOT_YET_CONSUMED) > 0) {
            notes.add(("%,d records of the topic are not consumed yet, and none of them counts as missing. Start the"
                            + " consumer, or wait until its lag is 0, and verify again; `verify --wait 5m` waits while"
                            + " the group makes progress")
                    .formatted(total(VerifyCount.NOT_YET_CONSUMED)));
        }
        for (PartitionReport partition : partitions) {
            notes.addAll(notes(partition));
        }
        if (deadLettersOfOtherTopics > 0) {
            notes.add("%,d dead letters belong to other topics and were skipped".formatted(deadLettersOfOtherTopics));
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
        long older = partition.of(VerifyCount.ROWS_OLDER_THAN_TOPIC)
                + partition.of(VerifyCount.DEAD_LETTERS_OLDER_THAN_TOPIC);
        long refused = partition.of(VerifyCount.REFUSED_BY_DATABASE);
        long hidden = partition.of(VerifyCount.HIDDEN);
        long deleted = partition.of(VerifyCount.DELETED_BEFORE_CONSUMED);
        long gaps = partition.of(VerifyCount.GAPS_OF_COMPACTION);
        if (older > 0) {
            notes.add(name
                    + "%,d rows and dead letters belong to records that the topic has deleted; they cannot be verified"
                            .formatted(older));
        }
        if (partition.of(VerifyCount.EXPIRED) > 0) {
            notes.add(name
                    + "%,d orders have no row and are older than the table's TTL; they cannot be verified"
                            .formatted(partition.of(VerifyCount.EXPIRED)));
        }
        if (deleted > 0) {
            notes.add(name + "the topic has deleted %,d offsets before the group consumed them".formatted(deleted));
        }
        if (gaps > 0) {
            notes.add(name
                    + ("the topic is compacted, and %,d of its offsets have no record: compaction may have deleted so"
                                    + " many records, consumed or not, and at most so many, because transaction markers"
                                    + " and aborted records are among them; use a topic with cleanup.policy=delete")
                            .formatted(gaps));
        }
        if (hidden > 0) {
            notes.add(name
                    + "an open transaction hides %,d offsets from %,d on; `consumer.jar doctor` names its producer"
                            .formatted(hidden, partition.offsets().end()));
        }
        if (refused > 0) {
            notes.add(name
                    + ("%,d valid orders are dead letters with the reason refused-by-database; only Cassandra knows"
                                    + " why, so they are not proven: see `consumer.jar dead-letters list`")
                            .formatted(refused));
        }
        if (partition.of(VerifyCount.DEAD_LETTERED_WITHOUT_SCHEMA) > 0) {
            notes.add(name
                    + ("%,d valid orders are dead letters of a consumer that did not have their schema; replay them"
                                    + " with `consumer.jar dead-letters replay`, and verify again")
                            .formatted(partition.of(VerifyCount.DEAD_LETTERED_WITHOUT_SCHEMA)));
        }
        if (partition.of(VerifyCount.STORED_AND_DEAD_LETTERED) > 0) {
            notes.add(name
                    + ("%,d dead letters are those of orders that are stored, which is no loss: they were replayed, or"
                                    + " are those of another group, or of a consumer that did both")
                            .formatted(partition.of(VerifyCount.STORED_AND_DEAD_LETTERED)));
        }
        if (partition.of(VerifyCount.DEAD_LETTER_DOUBLED) > 0) {
            notes.add(name
                    + ("%,d dead letters are duplicates of others, which is no loss: the group was reset to earlier"
                                    + " offsets, or another group has the same --dead-letter-topic")
                            .formatted(partition.of(VerifyCount.DEAD_LETTER_DOUBLED)));
        }
        return notes;
    }
}
