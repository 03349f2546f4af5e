package io.orderpipeline.testing.oracle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Compares what a pipeline should have done with what is in the table and the dead-letter topic. Shares no code with
 * the programs: neither what an order is nor how it is read.
 */
public record Outcome(Expectation expected, Map<RowValues.Key, RowValues> rows, List<BadRecord> deadLetters) {

    private static final int SHOWN = 5;

    public static Outcome of(TestPipeline pipeline) {
        List<BadRecord> letters = new ArrayList<>();
        pipeline.deadLetters().forEach(letter -> letters.add(BadRecord.ofDeadLetter(letter)));
        return new Outcome(Expectation.of(pipeline.orders()), pipeline.table().read(), letters);
    }

    /** Each valid order exactly once and with its values, and each other record exactly once among the dead letters. */
    public Outcome assertExact() {
        if (!differences().isEmpty()) {
            throw new AssertionError(String.join("\n", differences()));
        }
        return this;
    }

    /** One line for each way in which the pipeline did not do what it should; none when it did. */
    public List<String> differences() {
        List<String> differences = new ArrayList<>();
        Map<RowValues.Key, RowValues> wanted = expected.rows();
        tell(
                differences,
                "orders that the table lacks",
                wanted.keySet().stream().filter(key -> !rows.containsKey(key)));
        tell(
                differences,
                "orders that the table has otherwise",
                wanted.keySet().stream().filter(rows::containsKey).filter(key -> !wanted.get(key)
                        .equals(rows.get(key))));
        tell(
                differences,
                "rows that no valid order asks for",
                rows.keySet().stream().filter(key -> !wanted.containsKey(key)));
        tell(differences, "bad records that are no dead letters", without(expected.invalid(), deadLetters));
        tell(differences, "dead letters that no bad record asks for", without(deadLetters, expected.invalid()));
        Set<BadRecord> seen = new HashSet<>();
        tell(
                differences,
                "dead letters that are there again",
                deadLetters.stream().filter(letter -> !seen.add(letter)));
        return differences;
    }

    private static Stream<BadRecord> without(List<BadRecord> records, List<BadRecord> others) {
        Set<BadRecord> known = Set.copyOf(others);
        return records.stream().filter(record -> !known.contains(record));
    }

    private static void tell(List<String> differences, String what, Stream<?> found) {
        List<?> all = found.toList();
        if (!all.isEmpty()) {
            differences.add("%,d %s, such as %s"
                    .formatted(
                            all.size(),
                            what,
                            all.stream().limit(SHOWN).map(Object::toString).collect(Collectors.joining(", "))));
        }
    }
}
