package io.orderpipeline.consumer.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.consumer.cassandra.RowReader;
import io.orderpipeline.consumer.cassandra.row.StoredOrder;
import io.orderpipeline.consumer.kafka.OrderDecoder;
import io.orderpipeline.consumer.kafka.RecordSource;
import io.orderpipeline.consumer.verify.VerifyReport.Example;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads the first few findings of each kind again, now with what is needed to look them up. One thread. */
final class Examples {

    private static final String CHANGED_MEANWHILE = "has changed while verify was running";

    private final VerifyRange range;
    private final RecordSource topic;
    private final RowReader table;
    private final OrderDecoder decoder;
    private final Runnable progress;
    private final Fingerprints fingerprints = new Fingerprints();

    Examples(VerifyRange range, RecordSource topic, OrderDecoder decoder, RowReader table, Runnable progress) {
        this.range = range;
        this.topic = topic;
        this.decoder = decoder;
        this.table = table;
        this.progress = progress;
    }

    Map<VerifyCount, List<Example>> of(PartitionFindings findings) throws InterruptedException {
        Map<VerifyCount, List<Example>> examples = new EnumMap<>(VerifyCount.class);
        for (VerifyCount kind : VerifyCount.values()) {
            List<JoinEntry> entries = findings.firstFew(kind);
            if (!entries.isEmpty()) {
                examples.put(kind, of(kind, findings.partition(), entries));
            }
        }
        return examples;
    }

    private List<Example> of(VerifyCount kind, int partition, List<JoinEntry> entries) throws InterruptedException {
        if (kind == VerifyCount.UNEXPECTED) {
            return unexpected(partition, entries);
        }
        List<Example> examples = new ArrayList<>();
        for (JoinEntry entry : entries) {
            examples.add(
                    switch (kind) {
                        case WRONG -> wrong(partition, entry.position());
                        case DEAD_LETTER_DOUBLED, DEAD_LETTER_UNEXPECTED -> deadLetter(entry, List.of());
                        case DEAD_LETTER_DIFFERENT -> deadLetter(entry, differences(entry));
                        default -> record(partition, entry.position());
                    });
        }
        return examples;
    }

    private Example record(int partition, long offset) {
        Optional<DecodeResult> decoded =
                topic.find(range.orderPartition(partition), offset).map(this::decoded);
        String note = decoded.isEmpty() ? "is no longer in the topic" : "";
        if (decoded.isPresent() && decoded.get() instanceof DecodeResult.Invalid invalid) {
            note = "invalid: " + invalid.reason().code();
        }
        return new Example(range.orderPartition(partition) + "@" + offset, orderId(decoded), List.of(), note);
    }

    private Example wrong(int partition, long offset) throws InterruptedException {
        String place = range.orderPartition(partition) + "@" + offset;
        Optional<DecodeResult> decoded =
                topic.find(range.orderPartition(partition), offset).map(this::decoded);
        if (decoded.isEmpty() || !(decoded.get() instanceof DecodeResult.Valid valid)) {
            return new Example(place, null, List.of(), CHANGED_MEANWHILE);
        }
        String orderId = valid.order().orderId();
        return table.find(partition, orderId)
                .map(row -> wrong(place, valid, row))
                .orElse(new Example(place, orderId, List.of(), CHANGED_MEANWHILE));
    }

    private Example wrong(String place, DecodeResult.Valid valid, StoredOrder row) {
        RowComparison comparison = RowComparison.of(valid, row, table.addedColumns());
        return new Example(
                place,
                orderId(row),
                comparison.columns(),
                comparison.isEqual() ? CHANGED_MEANWHILE : comparison.note());
    }

    /** Only fingerprints of such rows are known, so the partition is read once more. */
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
                            : new Example(place, orderId(row), List.of(), origin(partition, row)));
        }
        return examples;
    }

    private String origin(int partition, StoredOrder row) {
        if (!row.strayKey().isEmpty()) {
            return "is in " + row.strayKey() + ", where its id does not belong";
        }
        long writeTime = row.writtenAt();
        boolean isOffset =
                writeTime >= 0 && writeTime < range.offsets(partition).end();
        return isOffset ? "written at offset " + writeTime : "written by something other than this consumer";
    }

    private Example deadLetter(JoinEntry entry, List<String> differences) {
        String origin = entry.keyHigh() == PartitionReport.NONE
                ? "does not name its origin"
                : "of " + range.orderPartition((int) entry.keyHigh()) + "@" + entry.keyLow();
        return new Example(
                range.deadLetterPartition(entry.deadLetterPartition()) + "@" + entry.deadLetterOffset(),
                null,
                differences,
                origin);
    }

    private List<String> differences(JoinEntry entry) {
        var deadLetter = topic.find(range.deadLetterPartition(entry.deadLetterPartition()), entry.deadLetterOffset());
        var record = topic.find(range.orderPartition((int) entry.keyHigh()), entry.keyLow());
        if (deadLetter.isEmpty() || record.isEmpty()) {
            return List.of();
        }
        CanonicalValues found = DeadLetterContent.found(deadLetter.get());
        // A valid record is expected to be a dead letter only when the dead letter itself gives this reason.
        InvalidReason reason = decoded(record.get()) instanceof DecodeResult.Invalid invalid
                ? invalid.reason()
                : InvalidReason.REFUSED_BY_DATABASE;
        CanonicalValues expected = DeadLetterContent.expected(record.get(), reason);
        return expected.differences(found, DeadLetterContent.NAMES);
    }

    private DecodeResult decoded(ConsumerRecord<byte[], byte[]> record) {
        return decoder.decode(record, progress);
    }

    private static String orderId(StoredOrder row) {
        return UTF_8.decode(row.orderId().duplicate()).toString();
    }

    private static String orderId(Optional<DecodeResult> decoded) {
        return decoded.isPresent() && decoded.get() instanceof DecodeResult.Valid valid
                ? valid.order().orderId()
                : null;
    }
}
