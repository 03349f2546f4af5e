package io.orderpipeline.consumer.cassandra.row;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.consumer.cassandra.row.TableState.Mark;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class TableStateTest {

    private static final UUID ID = UUID.randomUUID();
    private static final Instant TIME = Instant.ofEpochMilli(1_764_000_000_123L);

    private final Mark mark = new Mark(ID, TIME);

    @Test
    void should_have_lost_nothing_while_nothing_changes() {
        assertThat(later(ID, Instant.EPOCH).lossSince(mark, "orders")).isEmpty();
        assertThat(later(ID, TIME.minusMillis(1)).lossSince(mark, "orders"))
                .as("truncated before the mark, also by a node that the mark was not read from")
                .isEmpty();
    }

    @Test
    void should_tell_that_the_table_was_recreated() {
        assertThat(later(UUID.randomUUID(), Instant.EPOCH).lossSince(mark, "orders"))
                .hasValueSatisfying(loss -> assertThat(loss).startsWith("table orders was dropped and created again:"));
    }

    @Test
    void should_tell_that_the_table_was_truncated_and_when() {
        Instant truncated = TIME.plusMillis(1);

        assertThat(later(ID, truncated).lossSince(mark, "orders"))
                .hasValueSatisfying(loss -> assertThat(loss).startsWith("table orders was truncated at " + truncated));
    }

    /** Another member of the group has seen the new table, and this one has not yet. */
    @Test
    void should_not_compare_with_a_mark_that_is_newer() {
        Mark newer = new Mark(UUID.randomUUID(), TIME.plusSeconds(20));

        assertThat(later(ID, Instant.EPOCH).lossSince(newer, "orders")).isEmpty();
    }

    @Test
    void should_survive_as_text_and_ignore_other_text() {
        assertThat(Mark.parse(mark.toString())).contains(mark);
        assertThat(Mark.parse("")).isEmpty();
        assertThat(Mark.parse("by hand")).isEmpty();
        assertThat(Mark.parse("-".repeat(36) + "/1")).isEmpty();
    }

    private static TableState later(UUID id, Instant truncatedAt) {
        return new TableState(new Mark(id, TIME.plusSeconds(10)), truncatedAt);
    }
}
