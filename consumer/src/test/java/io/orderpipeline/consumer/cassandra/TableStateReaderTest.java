package io.orderpipeline.consumer.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Instant;
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

    @Test
    void should_know_no_time_of_a_table_that_was_never_truncated_or_of_another_database() {
        assertThat(TableStateReader.truncatedAt(null)).isEqualTo(Instant.EPOCH);
        assertThat(TableStateReader.truncatedAt(ByteBuffer.allocate(8))).isEqualTo(Instant.EPOCH);
    }
}
