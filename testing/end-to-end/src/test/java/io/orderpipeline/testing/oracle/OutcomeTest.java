package io.orderpipeline.testing.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The oracle detects every kind of difference. */
final class OutcomeTest {

    private static final BadRecord BAD = new BadRecord("0@9", "not-json", 17);

    private final Outcome.Expectation expected = new Outcome.Expectation(new HashMap<>(), new ArrayList<>(), 0);
    private final Map<RowValues.Key, RowValues> rows = new HashMap<>();

    OutcomeTest() {
        expected.rows().put(new RowValues.Key(0, "a"), order("a", "5.20"));
        expected.invalid().add(BAD);
        rows.putAll(expected.rows());
    }

    @Test
    void should_find_no_difference_when_everything_is_right() {
        assertThat(differences(BAD)).isEmpty();
    }

    @Test
    void should_find_a_missing_order() {
        rows.clear();

        assertThat(differences(BAD)).singleElement().asString().startsWith("1 orders missing from the table");
    }

    @Test
    void should_find_an_amount_with_another_scale() {
        rows.put(new RowValues.Key(0, "a"), order("a", "5.2"));

        assertThat(differences(BAD)).singleElement().asString().startsWith("1 orders with other values in the table");
    }

    @Test
    void should_find_a_row_without_an_order() {
        rows.put(new RowValues.Key(1, "a"), order("a", "5.20"));

        assertThat(differences(BAD)).singleElement().asString().startsWith("1 rows without a valid order");
    }

    @Test
    void should_find_missing_and_duplicate_dead_letters() {
        assertThat(differences()).singleElement().asString().startsWith("1 invalid records without a dead letter");
        assertThat(differences(BAD, BAD)).singleElement().asString().startsWith("1 duplicate dead letters");
    }

    @Test
    void should_find_a_dead_letter_with_another_reason_or_other_bytes() {
        assertThat(differences(new BadRecord("0@9", "wrong-type", 17))).hasSize(2);
        assertThat(differences(new BadRecord("0@9", "not-json", 18))).hasSize(2);
    }

    private List<String> differences(BadRecord... deadLetters) {
        return new Outcome(expected, rows, List.of(deadLetters)).differences();
    }

    private static RowValues order(String id, String price) {
        BigDecimal amount = new BigDecimal(price);
        return new RowValues(id, "Ann", "Map", "books", 1, amount, Instant.EPOCH, amount);
    }
}
