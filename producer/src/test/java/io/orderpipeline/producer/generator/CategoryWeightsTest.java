package io.orderpipeline.producer.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CategoryWeightsTest {

    @Test
    void should_default_other_weights_to_one() {
        CategoryWeights weights = CategoryWeights.parse("books=5, tools=0.5");

        assertThat(weights.of(Category.BOOKS)).isEqualTo(5);
        assertThat(weights.of(Category.TOOLS)).isEqualTo(0.5);
        assertThat(weights.of(Category.TOYS)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
                    cheese=1  | unknown category 'cheese'; there are electronics, books
                    books     | 'books' is not CATEGORY=WEIGHT
                    books=1=2 | is not CATEGORY=WEIGHT
                    books=    | '' is not a weight
                    books=x   | 'x' is not a weight
                    books=-1  | '-1' is not a weight
                    books=NaN | 'NaN' is not a weight
                    """)
    void should_reject_invalid_weights_and_say_what_to_write(String text, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CategoryWeights.parse(text))
                .withMessageContaining(message);
    }

    @Test
    void should_reject_weights_that_are_all_zero() {
        String none = String.join("=0,", Category.keys().split(", ")) + "=0";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CategoryWeights.parse(none))
                .withMessageContaining("every category has weight 0");
    }
}
