package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.consumer.cassandra.row.OrderRow;
import org.junit.jupiter.api.Test;

/** The rows have the same size, because their offsets have the same number of digits. */
final class OpenBatchesTest {

    private static final int ROW_BYTES = row(0, 0).batchBytes();
    private static final int ANY = 1_000;

    private int maxBytes = Integer.MAX_VALUE;

    @Test
    void should_fill_a_batch_to_its_last_byte_and_refuse_the_next_row() {
        OpenBatches open = new OpenBatches(ANY, () -> maxBytes);
        maxBytes = 2 * ROW_BYTES;

        assertThat(add(open, 0, 0)).isTrue();
        assertThat(open.isFull(0)).isFalse();
        assertThat(add(open, 0, 1)).isTrue();
        assertThat(open.isFull(0)).isTrue();
        assertThat(add(open, 0, 2)).isFalse();

        assertThat(open.take(0).rows()).extracting(OrderRow::version).containsExactly(0L, 1L);
        assertThat(add(open, 0, 2)).isTrue();
    }

    @Test
    void should_refuse_a_row_that_exceeds_the_limit_by_one_byte() {
        OpenBatches open = new OpenBatches(ANY, () -> maxBytes);
        maxBytes = 2 * ROW_BYTES - 1;

        assertThat(add(open, 0, 0)).isTrue();
        assertThat(add(open, 0, 1)).isFalse();
        assertThat(open.rows()).isEqualTo(1);
    }

    /** Otherwise the partition would stop at this row. */
    @Test
    void should_accept_a_single_row_of_any_size() {
        OpenBatches open = new OpenBatches(ANY, () -> maxBytes);
        maxBytes = 1;

        assertThat(add(open, 0, 0)).isTrue();
        assertThat(open.isFull(0)).isTrue();
    }

    @Test
    void should_be_full_at_the_maximum_number_of_rows() {
        OpenBatches open = new OpenBatches(2, () -> maxBytes);

        add(open, 0, 0);
        assertThat(open.isFull(0)).isFalse();
        add(open, 0, 1);
        assertThat(open.isFull(0)).isTrue();
    }

    @Test
    void should_count_the_rows_of_all_shards_and_take_the_oldest_batch_first() {
        OpenBatches open = new OpenBatches(ANY, () -> maxBytes);
        add(open, 5, 0);
        add(open, 3, 1);
        add(open, 5, 2);
        assertThat(open.rows()).isEqualTo(3);

        assertThat(open.takeOldest().rows()).extracting(OrderRow::version).containsExactly(0L, 2L);
        assertThat(open.rows()).isEqualTo(1);
        assertThat(open.takeOldest().rows()).extracting(OrderRow::version).containsExactly(1L);
        assertThat(open.isEmpty()).isTrue();
        assertThat(open.takeOldest().rows()).isEmpty();
    }

    /** The halves of a rejected batch are compared with the limit again. */
    @Test
    void should_know_the_size_of_the_halves_of_a_batch() {
        OpenBatches open = new OpenBatches(ANY, () -> maxBytes);
        for (long offset = 0; offset < 5; offset++) {
            add(open, 0, offset);
        }

        assertThat(open.take(0).split()).extracting(Batch::bytes).containsExactly(2 * ROW_BYTES, 3 * ROW_BYTES);
    }

    private static boolean add(OpenBatches open, long shard, long offset) {
        return open.add(offset, Records.order(0, offset), row(shard, offset));
    }

    private static OrderRow row(long shard, long offset) {
        FakeWriter writer = new FakeWriter();
        writer.shards = any -> shard;
        RowDecoder.Result result = new RowDecoder(Records.DECODER, writer.encoder).decode(Records.order(0, offset), 0);
        return ((RowDecoder.Valid) result).row();
    }
}
