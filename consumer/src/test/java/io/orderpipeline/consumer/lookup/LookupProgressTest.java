package io.orderpipeline.consumer.lookup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LookupProgressTest {

    private final List<String> lines = new ArrayList<>();
    private Duration now = Duration.ZERO;
    private final LookupProgress progress = new LookupProgress(() -> {}, lines::add, () -> now.toNanos());

    @Test
    void should_report_a_long_search_once_a_second_with_the_time_that_is_left() {
        progress.begin("Searching 100 records", 100);
        for (int i = 0; i < 25; i++) {
            progress.record();
        }
        now = Duration.ofSeconds(1);
        progress.run();
        progress.run();

        assertThat(lines).containsExactly("Searching 100 records", "Searched 25 of 100 records, about 4 s left");
    }

    @Test
    void should_say_nothing_of_a_short_search_or_after_the_end() {
        now = Duration.ofSeconds(1);
        progress.run();
        progress.begin("Searching 100 records", 100);
        progress.end();
        now = Duration.ofSeconds(5);
        progress.run();

        assertThat(lines).containsExactly("Searching 100 records");
    }

    @Test
    void should_end_the_lookup_by_the_exception_of_the_check() {
        LookupProgress over = new LookupProgress(
                () -> {
                    throw new IllegalStateException("over");
                },
                lines::add,
                () -> 0);

        assertThatThrownBy(over::run).hasMessage("over");
    }
}
