package io.orderpipeline.consumer.cassandra;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The shards that have rows, so that the newest orders are found without reading every shard. By default it contains
 * every shard, which needs no table. Safe for use by several threads.
 */
@FunctionalInterface
interface ShardIndex {

    /** Groups of shards, such that no group has an order newer than one of an earlier group. Blocks. */
    Iterator<List<Long>> newestFirst(int partition);

    /** Whether the index contains the shard, at least until a row that is written now expires. */
    default boolean contains(int partition, long shard) {
        return true;
    }

    /** Completes when Cassandra has acknowledged the entry. */
    default CompletionStage<?> add(int partition, long shard) {
        return CompletableFuture.completedFuture(null);
    }
}
