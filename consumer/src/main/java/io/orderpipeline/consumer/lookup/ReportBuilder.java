package io.orderpipeline.consumer.lookup;

import io.orderpipeline.consumer.cassandra.RowReader;
import io.orderpipeline.consumer.cassandra.row.StoredOrder;
import io.orderpipeline.consumer.deadletter.RecordPosition;
import io.orderpipeline.consumer.monitoring.GroupOffsets;
import io.orderpipeline.consumer.monitoring.OrderText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Puts together what is reported of one order.
 *
 * @param replays whether a dead letter was replayed; empty when that is not known
 * @param missesRegistry whether records name a schema that nothing can decode
 */
record ReportBuilder(Optional<Predicate<RecordPosition>> replays, boolean missesRegistry) {

    private static final String CUSTOMER = StoredOrder.COLUMNS.get(0);

    /** @param moreRecords number of older records that are not among the facts */
    OrderReport report(OrderFacts facts, long moreRecords, Searched searched) {
        OrderJudge judge = new OrderJudge(facts);
        Finding verdict = judge.verdict(searched);
        return new OrderReport(
                facts.id(),
                verdict,
                facts.records().stream()
                        .map(record -> new OrderReport.RecordLine(record, judge.finding(record)))
                        .toList(),
                moreRecords,
                facts.deadLetters().stream()
                        .map(found ->
                                new OrderReport.DeadLetterLine(found, replays.map(test -> test.test(found.position()))))
                        .toList(),
                facts.rows().entrySet().stream()
                        .map(row -> row(row.getKey(), row.getValue(), judge))
                        .toList(),
                searched,
                notes(facts, verdict, searched));
    }

    private static OrderReport.RowLine row(int partition, StoredOrder row, OrderJudge judge) {
        Map<String, String> values = RowReader.texts(row);
        values.computeIfPresent(CUSTOMER, (column, name) -> OrderText.masked(name));
        return new OrderReport.RowLine(partition, judge.writer(partition), judge.differences(partition), values);
    }

    private List<String> notes(OrderFacts facts, Finding verdict, Searched searched) {
        List<String> notes = new ArrayList<>();
        if (facts.rows().size() > 1) {
            notes.add("There are rows in " + facts.rows().size()
                    + " partitions: the order was sent with more than one category");
        }
        if (verdict.fate() == Fate.NOT_FOUND && searched.otherRecords() > 0) {
            notes.add("%,d records of %s were not searched; consumer.jar order ID --from TIME --to TIME searches them"
                    .formatted(searched.otherRecords(), facts.topic()));
        }
        GroupOffsets.hidden(facts.offsets())
                .ifPresent(hidden -> notes.add("In the topic, " + hidden + "; consumer.jar doctor names its producer"));
        if (verdict.fate() == Fate.NOT_CONSUMED && groupHasConsumedNothing(facts)) {
            notes.add("The group has consumed nothing of the topic: is it the right --group?");
        }
        if (verdict.fate() == Fate.DIFFERS || verdict.fate() == Fate.MISSING) {
            notes.add("consumer.jar verify compares all rows with their records");
        }
        if (!facts.haveAllDeadLetters()) {
            notes.add("Not all dead letters were searched; consumer.jar order ID searches them");
        }
        if (replays.isEmpty()) {
            notes.add("Whether dead letters were replayed is not known: their markers cannot be read");
        }
        if (missesRegistry) {
            notes.add("Records name a schema, which --schema-registry decodes: give it as to the consumer");
        }
        return notes;
    }

    private static boolean groupHasConsumedNothing(OrderFacts facts) {
        return facts.offsets().values().stream().allMatch(offsets -> offsets.committed() <= offsets.beginning());
    }
}
