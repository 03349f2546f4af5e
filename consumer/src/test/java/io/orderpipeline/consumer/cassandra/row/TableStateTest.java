package io.orderpipeline.consumer.cassandra.row;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class TableStateTest {

    private static final UUID ID = UUID.randomUUID();
    private static final UUID NODE = UUID.randomUUID();
    private static final Instant TIME = Instant.ofEpochMilli(1_764_000_000_123L);

    private final TableState state = new TableState(ID, NODE, TIME);

    @Test
    void should_have_lost_nothing_while_nothing_changes() {
        assertThat(state.lossSince(state)).isEmpty();
    }

    @Test
    void should_tell_that_the_table_was_recreated() {
        assertThat(new TableState(UUID.randomUUID(), NODE, Instant.EPOCH).lossSince(state))
                .contains("was dropped and created again");
    }

    @Test
    void should_tell_that_the_table_was_truncated_and_when() {
        assertThat(new TableState(ID, NODE, TIME.plusMillis(1)).lossSince(state))
                .hasValueSatisfying(text -> assertThat(text).contains(TIME.plusMillis(1) + ""));
        assertThat(state.lossSince(new TableState(ID, NODE, Instant.EPOCH))).isPresent();
    }

    /** The nodes execute one TRUNCATE at different times. */
    @Test
    void should_not_take_the_times_of_two_nodes_for_two_truncations() {
        UUID other = UUID.randomUUID();
        assertThat(new TableState(ID, other, TIME.plusSeconds(10)).lossSince(state))
                .isEmpty();
        assertThat(new TableState(ID, other, TIME.plusSeconds(70)).lossSince(state))
                .isPresent();
    }

    @Test
    void should_survive_as_text_and_ignore_other_text() {
        assertThat(TableState.parse(state.toString())).contains(state);
        assertThat(TableState.parse("")).isEmpty();
        assertThat(TableState.parse("by hand")).isEmpty();
    }
}
