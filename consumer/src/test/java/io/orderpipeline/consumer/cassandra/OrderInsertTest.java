package io.orderpipeline.consumer.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.consumer.cassandra.row.AddedColumns;
import org.junit.jupiter.api.Test;

final class OrderInsertTest {

    @Test
    void should_begin_with_the_partition_key_and_end_with_the_write_timestamp() {
        TargetTable bounded =
                new TargetTable("ks", LayoutChoice.of(LayoutChoice.Kind.BOUNDED).newLayout());

        assertThat(OrderInsert.cql(bounded, AddedColumns.NONE))
                .startsWith("INSERT INTO ks.orders_by_bucket (\n  partition, bucket, spread, order_id,")
                .contains("total_amount\n) VALUES (\n  :partition, :bucket, :spread, :order_id,")
                .contains(":total_amount\n) USING TIMESTAMP :write_timestamp");
    }
}
