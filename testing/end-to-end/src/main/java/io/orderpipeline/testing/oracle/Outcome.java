package io.orderpipeline.testing.oracle;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Compares the expected rows and dead letters of a topic with the table and the dead-letter topic. */
public record Outcome(Expectation expected, Map<RowValues.Key, RowValues> rows, List<BadRecord> deadLetters) {

    private static final int SHOWN = 5;

    public static Outcome of(TestPipeline pipeline) {
        return of(pipeline, Expectation.NONE);
    }

    /** @param deleted what records required that the topic may have deleted since */
    public static Outcome of(TestPipeline pipeline, Expectation deleted) {
        List<BadRecord> found = new ArrayList<>();
        pipeline.deadLetters().forEach(deadLetter -> found.add(BadRecord.ofDeadLetter(deadLetter)));
        return new Outcome(
                deleted.followedBy(Expectation.of(pipeline.orders())),
                pipeline.table().read(),
                found);
    }

    /** Each valid order is exactly one row with its values, and each invalid record exactly one dead letter. */
    public Outcome assertExact() {
        if (!differences().isEmpty()) {
            throw new AssertionError(String.join("\n", differences()));
        }
        return this;
    }

    /** One line for each kind of difference; empty when there is none. */
    public List<String> differences() {
        List<String> differences = new ArrayList<>();
        Map<RowValues.Key, RowValues> required = expected.rows();
        report(
                differences,
                "orders missing from the table",
                required.keySet().stream().filter(key -> !rows.containsKey(key)));
        report(
                differences,
                "orders with other values in the table",
                required.keySet().stream().filter(rows::containsKey).filter(key -> !required.get(key)
                        .equals(rows.get(key))));
        report(
                differences,
                "rows without a valid order",
                rows.keySet().stream().filter(key -> !required.containsKey(key)));
        report(differences, "invalid records without a dead letter", without(expected.invalid(), deadLetters));
        report(differences, "dead letters without an invalid record", without(deadLetters, expected.invalid()));
        Set<BadRecord> seen = new HashSet<>();
        report(differences, "duplicate dead letters", deadLetters.stream().filter(deadLetter -> !seen.add(deadLetter)));
        return differences;
    }

    /** Dead letters of records that name the reason which they must have; a regular expression. */
    public long deadLettersWithReason(String reason) {
        return deadLetters.stream()
                .filter(deadLetter -> deadLetter.reason().matches(reason))
                .count();
    }

    public long rowsWithPrefix(String orderId) {
        return rows.keySet().stream()
                .filter(key -> key.orderId().startsWith(orderId))
                .count();
    }

    private static Stream<BadRecord> without(List<BadRecord> records, List<BadRecord> others) {
        Set<BadRecord> known = Set.copyOf(others);
        return records.stream().filter(record -> !known.contains(record));
    }

    private static void report(List<String> differences, String what, Stream<?> found) {
        List<?> all = found.toList();
        if (!all.isEmpty()) {
            differences.add("%,d %s, such as %s"
                    .formatted(
                            all.size(),
                            what,
                            all.stream().limit(SHOWN).map(Object::toString).collect(Collectors.joining(", "))));
        }
    }

    /**
     * The expected rows and dead letters of a topic, found by reading it in the order of its offsets.
     *
     * @param rows the last record by offset of each valid order
     * @param validRecords duplicates included
     */
    public record Expectation(Map<RowValues.Key, RowValues> rows, List<BadRecord> invalid, int validRecords) {

        public static final Expectation NONE = new Expectation(Map.of(), List.of(), 0);

        /** Both together; records that both have count once, except among the valid records. */
        public Expectation followedBy(Expectation later) {
            Map<RowValues.Key, RowValues> all = new HashMap<>(rows);
            all.putAll(later.rows);
            List<BadRecord> allInvalid = Stream.concat(invalid.stream(), later.invalid.stream())
                    .distinct()
                    .toList();
            return new Expectation(all, allInvalid, validRecords + later.validRecords);
        }

        public static Expectation of(TopicContents topic) {
            Map<RowValues.Key, RowValues> rows = new HashMap<>();
            List<BadRecord> invalid = new ArrayList<>();
            AtomicInteger validRecords = new AtomicInteger();
            Optional<SchemaRules> schemas = topic.cluster().registry().map(SchemaRules::new);
            topic.forEach(record -> {
                Optional<RowValues> order =
                        BadRecord.isRefused(record) ? Optional.empty() : OrderRules.decode(record, schemas);
                if (order.isPresent()) {
                    validRecords.incrementAndGet();
                    rows.put(new RowValues.Key(record.partition(), order.get().orderId()), order.get());
                } else {
                    invalid.add(BadRecord.inTopic(record));
                }
            });
            return new Expectation(rows, invalid, validRecords.get());
        }
    }
}
