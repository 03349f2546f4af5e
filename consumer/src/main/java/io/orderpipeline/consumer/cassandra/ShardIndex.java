package io.orderpipeline.consumer.cassandra;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The shards that have rows, so that the newest orders are found without reading every shard. Safe for use by several threads. */
interface ShardIndex {

    /** Whether the index contains the shard, at least until a row that is written now expires. */
    boolean contains(int partition, long shard);

    /** Completes when Cassandra has acknowledged the entry. */
    CompletionStage<?> add(int partition, long shard);

    /** Groups of shards, such that no group has an order newer than one of an earlier group. Blocks. */
    Iterator<List<Long>> newestFirst(int partition);

    static ShardIndex ofOneShard(long shard) {
        return new ShardIndex() {
            @Override
            public boolean contains(int partition, long any) {
                return true;
            }

            @Override
            public CompletionStage<?> add(int partition, long any) {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public Iterator<List<Long>> newestFirst(int partition) {
                return List.of(List.of(shard)).iterator();
            }
        };
    }
}
