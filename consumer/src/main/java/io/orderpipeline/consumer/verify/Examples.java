package io.orderpipeline.consumer.verify;

import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.OrderJsonReader;
import io.orderpipeline.consumer.cassandra.RowReader;
import io.orderpipeline.consumer.cassandra.row.StoredOrder;
import io.orderpipeline.consumer.kafka.OrderDecoder;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads the first few of each kind again, and now keeps what a person needs to look for them. One thread. */
final class Examples {

    private static final String CHANGED_MEANWHILE = "has changed while verify was running";

    /** Or lost: the table does not tell the one from the other, and a replay mends both. */
    private static final String OLDER_THAN_COLUMN = "consumed before the column was added? a replay fills it";

    private final VerifyRange scope;
    private final RecordSource topic;
    private final RowReader table;
    private final OrderJsonReader json = new OrderJsonReader();
    private final Fingerprints fingerprints = new Fingerprints();

    Examples(VerifyRange scope, RecordSource topic, RowReader table) {
        this.scope = scope;
        this.topic = topic;
        this.table = table;
    }

    Map<FindingKind, List<Example>> of(PartitionFindings findings) throws InterruptedException {
        Map<FindingKind, List<Example>> examples = new EnumMap<>(FindingKind.class);
        for (FindingKind kind : FindingKind.values()) {
            List<JoinEntry> entries = findings.firstFew(kind);
            if (!entries.isEmpty()) {
                examples.put(kind, of(kind, findings.partition(), entries));
            }
        }
        return examples;
    }

    private List<Example> of(FindingKind kind, int partition, List<JoinEntry> entries) throws InterruptedException {
        if (kind == FindingKind.UNEXPECTED) {
            return unexpected(partition, entries);
        }
        List<Example> examples = new ArrayList<>();
        for (JoinEntry entry : entries) {
            examples.add(
                    switch (kind) {
                        case WRONG -> wrong(partition, entry.position());
                        case DEAD_LETTER_DOUBLED, DEAD_LETTER_UNEXPECTED -> letter(entry, List.of());
                        case DEAD_LETTER_DIFFERENT -> letter(entry, differences(entry));
                        default -> record(partition, entry.position());
                    });
        }
        return examples;
    }

    private Example record(int partition, long offset) {
        Optional<DecodeResult> reading = find(scope.ofTopic(partition), offset).map(this::reading);
        String note = reading.isEmpty() ? "is no longer in the topic" : "";
        if (reading.isPresent() && reading.get() instanceof DecodeResult.Invalid invalid) {
            note = "no order: " + invalid.reason().code();
        }
        return new Example(scope.ofTopic(partition) + "@" + offset, orderId(reading), List.of(), note);
    }

    private Example wrong(int partition, long offset) throws InterruptedException {
        String place = scope.ofTopic(partition) + "@" + offset;
        Optional<DecodeResult> reading = find(scope.ofTopic(partition), offset).map(this::reading);
        if (reading.isEmpty() || !(reading.get() instanceof DecodeResult.Valid valid)) {
            return new Example(place, null, List.of(), CHANGED_MEANWHILE);
        }
        String orderId = valid.order().orderId();
        return table.find(partition, orderId)
                .map(row -> wrong(place, valid, row))
                .orElse(new Example(place, orderId, List.of(), CHANGED_MEANWHILE));
    }

    private Example wrong(String place, DecodeResult.Valid valid, StoredOrder row) {
        List<String> names = new ArrayList<>(StoredOrder.COLUMNS);
        names.addAll(table.addedColumns().names());
        List<String> columns =
                CanonicalValues.of(valid, table.addedColumns()).differences(CanonicalValues.of(row.values()), names);
        boolean mayBeOlder = table.addedColumns().names().containsAll(columns)
                && columns.stream().allMatch(column -> row.values().get(names.indexOf(column)) == null);
        String note = mayBeOlder ? OLDER_THAN_COLUMN : "";
        return new Example(place, row.orderId(), columns, columns.isEmpty() ? CHANGED_MEANWHILE : note);
    }

    /** Only its fingerprint is known of such a row, so the partition is looked through for it once more. */
    private List<Example> unexpected(int partition, List<JoinEntry> entries) throws InterruptedException {
        Map<JoinEntry, StoredOrder> rows = new HashMap<>();
        table.read(partition, row -> {
            JoinEntry found = fingerprints.row(row);
            entries.stream().filter(found::hasKeyOf).forEach(entry -> rows.put(entry, row));
        });
        List<Example> examples = new ArrayList<>();
        for (JoinEntry entry : entries) {
            StoredOrder row = rows.get(entry);
            String place = "table partition " + partition;
            examples.add(
                    row == null
                            ? new Example(place, null, List.of(), CHANGED_MEANWHILE)
                            : new Example(place, row.orderId(), List.of(), origin(partition, row)));
        }
        return examples;
    }

    private String origin(int partition, StoredOrder row) {
        if (!row.strayKey().isEmpty()) {
            return "is in " + row.strayKey() + ", where its id does not belong";
        }
        long writeTime = row.writtenAt();
        boolean isOffset =
                writeTime >= 0 && writeTime < scope.offsets(partition).end();
        return isOffset ? "written at offset " + writeTime : "written by something other than this consumer";
    }

    private Example letter(JoinEntry entry, List<String> differences) {
        DeadLetterPosition place = DeadLetterPosition.of(entry.position());
        String origin = entry.keyHigh() == PartitionReport.NONE
                ? "does not say where it comes from"
                : "of " + scope.ofTopic((int) entry.keyHigh()) + "@" + entry.keyLow();
        return new Example(scope.ofLetters(place.partition()) + "@" + place.offset(), null, differences, origin);
    }

    private List<String> differences(JoinEntry entry) {
        DeadLetterPosition place = DeadLetterPosition.of(entry.position());
        var letter = find(scope.ofLetters(place.partition()), place.offset());
        var record = find(scope.ofTopic((int) entry.keyHigh()), entry.keyLow());
        if (letter.isEmpty() || record.isEmpty()) {
            return List.of();
        }
        CanonicalValues found = DeadLetterContent.found(letter.get());
        // A valid record is expected to be a dead letter only when the letter itself gives this reason.
        InvalidReason reason = reading(record.get()) instanceof DecodeResult.Invalid invalid
                ? invalid.reason()
                : InvalidReason.REFUSED_BY_DATABASE;
        CanonicalValues expected = DeadLetterContent.expected(record.get(), reason);
        return expected.differences(found, DeadLetterContent.NAMES);
    }

    private DecodeResult reading(ConsumerRecord<byte[], byte[]> record) {
        return OrderDecoder.read(record, json);
    }

    private static String orderId(Optional<DecodeResult> reading) {
        return reading.isPresent() && reading.get() instanceof DecodeResult.Valid valid
                ? valid.order().orderId()
                : null;
    }

    private Optional<ConsumerRecord<byte[], byte[]>> find(TopicPartition partition, long offset) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        topic.read(partition, offset, offset + 1, found::add);
        return found.stream().findFirst();
    }
}
