package io.orderpipeline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;

/** Compares what a pipeline should have done with what is in the table and the dead-letter topic. */
record Outcome(Expectation expected, Map<StoredOrder.Key, StoredOrder> rows, List<String> deadLetters) {

    private static final int SHOWN = 5;

    static Outcome of(Pipeline pipeline) {
        return new Outcome(
                Expectation.of(pipeline.orders().read()),
                pipeline.table().read(),
                pipeline.deadLetters().read().stream().map(Expectation::origin).toList());
    }

    /** Each valid order exactly once and with its values, and each other record exactly once among the dead letters. */
    Outcome assertExact() {
        assertThat(rows.keySet().stream()
                        .filter(key -> !expected.rows().containsKey(key))
                        .limit(SHOWN))
                .as("rows that no valid order asks for")
                .isEmpty();
        assertThat(expected.rows().entrySet().stream()
                        .filter(order -> !order.getValue().equals(rows.get(order.getKey())))
                        .limit(SHOWN))
                .as("orders that the table lacks or has otherwise")
                .isEmpty();
        assertThat(deadLetters).as("dead letters").containsExactlyInAnyOrderElementsOf(expected.invalid());
        return this;
    }
}
