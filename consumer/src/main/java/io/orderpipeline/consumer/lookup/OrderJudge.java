package io.orderpipeline.consumer.lookup;

import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.consumer.cassandra.row.StoredOrder;
import io.orderpipeline.consumer.deadletter.RecordPosition;
import io.orderpipeline.consumer.verify.RowComparison;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * Decides what became of each record of an order, and of the order: the newest record decides. Relies on what the
 * pipeline guarantees: before the committed offset every valid record has its row and every invalid one its dead
 * letter, and of several records of an order in one partition the last one wins.
 */
final class OrderJudge {

    private static final Comparator<FoundRecord> BY_TIME =
            Comparator.comparing(FoundRecord::time).thenComparingInt(FoundRecord::partition);

    private final OrderFacts facts;

    OrderJudge(OrderFacts facts) {
        this.facts = facts;
    }

    /** @param searched for an order of which nothing was found */
    Finding verdict(Searched searched) {
        return newest().map(this::verdict).orElseGet(() -> withoutRecord(searched));
    }

    /**
     * Within a partition by offset, and between partitions by time. A record that may be of another order decides only
     * when there is nothing else.
     */
    private Optional<FoundRecord> newest() {
        boolean isKnown = !facts.rows().isEmpty() || facts.records().stream().anyMatch(FoundRecord::isCertain);
        Map<Integer, FoundRecord> lastOfPartition = new TreeMap<>();
        facts.records().stream()
                .filter(record -> record.isCertain() || !isKnown)
                .forEach(record -> lastOfPartition.put(record.partition(), record));
        return lastOfPartition.values().stream().max(BY_TIME);
    }

    private Finding verdict(FoundRecord record) {
        Finding finding = finding(record);
        return switch (finding.fate()) {
            case STORED ->
                new Finding(
                        Fate.STORED,
                        "stored from " + record.position()
                                + record.replayOf()
                                        .map(origin -> ", a replay of " + origin)
                                        .orElse(""));
            case DIFFERS, MISSING, UNKNOWN, EXPIRED ->
                new Finding(finding.fate(), finding.text() + " (" + record.position() + ")");
            case SUPERSEDED ->
                new Finding(finding.fate(), "stored; " + finding.text() + ", which is not in the topic any more");
            default -> new Finding(finding.fate(), finding.text() + earlierRow());
        };
    }

    /** What the table has while the newest record is not stored. */
    private String earlierRow() {
        return facts.records().stream()
                .filter(record -> finding(record).fate() == Fate.STORED)
                .max(BY_TIME)
                .map(stored -> "; the row is that of " + stored.position())
                .orElse("");
    }

    private Finding withoutRecord(Searched searched) {
        if (!facts.rows().isEmpty()) {
            int partition = facts.rows().keySet().iterator().next();
            if (origin(partition).isForeign()) {
                return new Finding(
                        Fate.UNEXPECTED,
                        "there is a row in partition " + partition + ", which another program has written");
            }
            return withUnreadRecord(writer(partition));
        }
        return facts.deadLetters().stream()
                .reduce((older, newer) -> newer)
                .map(deadLetter ->
                        new Finding(Fate.INVALID, dead(deadLetter) + "; its record is not in the topic any more"))
                .orElseGet(() -> new Finding(Fate.NOT_FOUND, "not found " + searched.where()));
    }

    /** Of a row whose record is gone, or cannot be decoded without the schema registry. */
    private Finding withUnreadRecord(Optional<RecordPosition> writer) {
        boolean isThere = facts.records().stream().anyMatch(record -> writer.equals(Optional.of(record.position())));
        return isThere
                ? new Finding(Fate.STORED, "stored from " + writer.get() + ", which cannot be decoded to compare it")
                : new Finding(
                        Fate.RECORD_GONE,
                        "stored, but its record "
                                + writer.map(position -> position + " ").orElse("")
                                + "is not in the topic any more");
    }

    /** What became of one record. */
    Finding finding(FoundRecord record) {
        Optional<FoundDeadLetter> deadLetter = facts.deadLetterOf(record);
        if (deadLetter.isPresent() && !isWriter(record)) {
            return new Finding(Fate.INVALID, dead(deadLetter.get()));
        }
        if (record.result() instanceof DecodeResult.Invalid invalid) {
            return facts.isConsumed(record)
                    ? new Finding(
                            Fate.INVALID, "invalid: " + invalid.reason().code() + ", its dead letter was not found")
                    : notConsumed(record, ", and invalid: " + invalid.reason().code());
        }
        return facts.rows().containsKey(record.partition()) ? withRow(record) : withoutRow(record);
    }

    private static String dead(FoundDeadLetter deadLetter) {
        String reason = deadLetter.reason().isEmpty() ? "unknown reason" : deadLetter.reason();
        return "invalid: " + reason + ", in " + deadLetter.position();
    }

    private Finding withRow(FoundRecord record) {
        int partition = record.partition();
        Optional<RecordPosition> writer =
                writer(partition).or(() -> newestStorable(partition).map(FoundRecord::position));
        if (writer.isEmpty()) {
            return notConsumed(record, "");
        }
        if (writer.get().offset() == record.offset()) {
            return compared(record);
        }
        if (writer.get().offset() > record.offset()) {
            return new Finding(Fate.SUPERSEDED, "superseded by " + writer.get());
        }
        if (!facts.isConsumed(record)) {
            return notConsumed(record, "");
        }
        return facts.haveAllDeadLetters()
                ? new Finding(Fate.DIFFERS, "row differs from its record: it is that of " + writer.get())
                : unknown("the row is that of " + writer.get());
    }

    private Finding compared(FoundRecord record) {
        RowComparison comparison = comparison(record);
        String note = comparison.note().isEmpty() ? "" : " (" + comparison.note() + ")";
        return comparison.isEqual()
                ? new Finding(Fate.STORED, "stored")
                : new Finding(
                        Fate.DIFFERS,
                        "row differs from its record in " + String.join(", ", comparison.columns()) + note);
    }

    private RowComparison comparison(FoundRecord record) {
        return RowComparison.of(
                (DecodeResult.Valid) record.result(), facts.rows().get(record.partition()), facts.addedColumns());
    }

    private Finding withoutRow(FoundRecord record) {
        if (!facts.isConsumed(record)) {
            return notConsumed(record, "");
        }
        Optional<FoundRecord> later =
                newestStorable(record.partition()).filter(last -> last.offset() > record.offset());
        if (later.isPresent()) {
            return new Finding(Fate.SUPERSEDED, "superseded by " + later.get().position());
        }
        if (facts.expiry().mayHaveExpired(record.time().toEpochMilli())) {
            return new Finding(Fate.EXPIRED, "expired: consumed, and its row is gone by its time to live");
        }
        return facts.haveAllDeadLetters()
                ? new Finding(Fate.MISSING, "missing: consumed, but the table has no row")
                : unknown("the table has no row");
    }

    private static Finding unknown(String row) {
        return new Finding(
                Fate.UNKNOWN,
                "unknown: consumed, and " + row + "; it may be invalid, because not all dead letters were searched:"
                        + " run consumer.jar order ID");
    }

    /** The last consumed record of a partition that must be in the table. */
    private Optional<FoundRecord> newestStorable(int partition) {
        return facts.records().stream()
                .filter(record -> record.partition() == partition && record.isValid())
                .filter(record ->
                        facts.isConsumed(record) && facts.deadLetterOf(record).isEmpty())
                .reduce((earlier, later) -> later);
    }

    private Finding notConsumed(FoundRecord record, String more) {
        long before =
                record.offset() - RecordSearch.firstUnconsumed(facts.offsets().get(record.partition()));
        return new Finding(
                Fate.NOT_CONSUMED,
                "not yet consumed, %,d record%s before it%s%s"
                        .formatted(before, before == 1 ? "" : "s", estimate(record, before), more));
    }

    private String estimate(FoundRecord record, long before) {
        Double rate = facts.rates().get(record.partition());
        if (rate == null) {
            return "";
        }
        return rate == 0
                ? " (nothing of its partition was consumed in the last 2 s: is the consumer running?)"
                : " (about %,d s)".formatted((long) Math.ceil(Math.max(1, before) / rate));
    }

    private boolean isWriter(FoundRecord record) {
        StoredOrder row = facts.rows().get(record.partition());
        return row != null && record.isValid() && row.writtenAt() == record.offset();
    }

    private RowOrigin origin(int partition) {
        boolean isFound =
                facts.records().stream().anyMatch(record -> record.partition() == partition && isWriter(record));
        return RowOrigin.of(
                facts.rows().get(partition), facts.offsets().get(partition).end(), isFound);
    }

    /** The record that wrote the row of a partition; empty when that is not known. */
    Optional<RecordPosition> writer(int partition) {
        OptionalLong offset = origin(partition).offset();
        return offset.isPresent() ? Optional.of(facts.position(partition, offset.getAsLong())) : Optional.empty();
    }

    /** The columns in which the row of a partition differs from the record that wrote it, or should have. */
    List<String> differences(int partition) {
        Optional<RecordPosition> writer = writer(partition);
        Optional<FoundRecord> record = writer.isEmpty()
                ? newestStorable(partition)
                : facts.records().stream()
                        .filter(found -> found.isValid() && found.position().equals(writer.get()))
                        .findFirst();
        return record.map(found -> comparison(found).columns()).orElse(List.of());
    }
}
