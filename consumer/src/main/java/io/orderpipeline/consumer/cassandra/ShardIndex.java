package io.orderpipeline.consumer.cassandra;

import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Knows which slots have rows, so that the newest are found without a look at all. Safe for use by several threads. */
interface ShardIndex {

    /** Whether this slot is listed, and will be for as long as a row that is written now. */
    boolean lists(int partition, long slot);

    /** Lists a slot; done when that is acknowledged. */
    CompletionStage<?> add(int partition, long slot);

    /** Groups of slots, none of which has an order newer than one of the group before. Blocks. */
    Iterator<List<Long>> newestFirst(int partition);

    static ShardIndex ofOneSlot(long slot) {
        return new ShardIndex() {
            @Override
            public boolean lists(int partition, long any) {
                return true;
            }

            @Override
            public CompletionStage<?> add(int partition, long any) {
                return CompletableFuture.completedFuture(null);
            }

            @Override
            public Iterator<List<Long>> newestFirst(int partition) {
                return List.of(List.of(slot)).iterator();
            }
        };
    }
}
