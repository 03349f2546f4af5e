package io.orderpipeline.consumer.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.consumer.cassandra.row.TableState;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class TableStateReaderTest {

    @Test
    void should_read_the_time_behind_the_position_in_the_commit_log() {
        ByteBuffer entry = ByteBuffer.allocate(20)
                .putLong(7)
                .putInt(8)
                .putLong(1_764_000_000_123L)
                .flip();

        assertThat(TableStateReader.truncatedAt(entry)).isEqualTo(Instant.ofEpochMilli(1_764_000_000_123L));
    }

    /** The clock of the node was set back since. */
    @Test
    void should_report_a_truncation_in_the_future_once() {
        Instant now = Instant.ofEpochSecond(100);
        UUID id = UUID.randomUUID();
        TableState state = TableStateReader.state(id, now, now.plusSeconds(60));

        assertThat(state.lossSince(new TableState.Mark(id, now.minusSeconds(5)), "orders"))
                .isPresent();
        assertThat(state.lossSince(state.mark(), "orders")).isEmpty();
        assertThat(TableStateReader.state(id, now.plusSeconds(5), now.plusSeconds(60))
                        .lossSince(state.mark(), "orders"))
                .isEmpty();
    }

    @Test
    void should_know_no_time_of_a_table_that_was_never_truncated_or_of_another_database() {
        assertThat(TableStateReader.truncatedAt(null)).isEqualTo(Instant.EPOCH);
        assertThat(TableStateReader.truncatedAt(ByteBuffer.allocate(8))).isEqualTo(Instant.EPOCH);
    }
}
