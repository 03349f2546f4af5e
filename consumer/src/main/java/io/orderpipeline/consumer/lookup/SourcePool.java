package io.orderpipeline.consumer.lookup;

import io.orderpipeline.consumer.kafka.RecordSource;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps sources for the next search, because a connection takes longer than most searches. A source is used by one
 * thread at a time. Safe for use by several threads.
 */
final class SourcePool implements AutoCloseable {

    private final Supplier<? extends RecordSource> opener;
    private final Deque<RecordSource> idle = new ConcurrentLinkedDeque<>();

    SourcePool(Supplier<? extends RecordSource> opener) {
        this.opener = opener;
    }

    /** The caller closes it, which returns it to the pool. */
    RecordSource take() {
        RecordSource known = idle.poll();
        return new Pooled(known == null ? opener.get() : known);
    }

    /** All sources must have been returned. */
    @Override
    public void close() {
        List<RecordSource> all = new ArrayList<>(idle);
        idle.clear();
        all.forEach(RecordSource::close);
    }

    private final class Pooled implements RecordSource {

        private final RecordSource source;

        Pooled(RecordSource source) {
            this.source = source;
        }

        @Override
        public long beginning(TopicPartition partition) {
            return source.beginning(partition);
        }

        @Override
        public long end(TopicPartition partition) {
            return source.end(partition);
        }

        @Override
        public void read(
                TopicPartition partition, long from, long to, Consumer<ConsumerRecord<byte[], byte[]>> records) {
            source.read(partition, from, to, records);
        }

        @Override
        public void close() {
            idle.push(source);
        }
    }
}
