package io.orderpipeline.consumer.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads committed records by partition and offset. A test seam. One thread. */
public interface RecordSource extends AutoCloseable {

    /** The offset of the first record that is there now. */
    long beginning(TopicPartition partition);

    /** The offset after the last record that can be read now. */
    long end(TopicPartition partition);

    /** Passes on the records from {@code from} to before {@code to}, in order. */
    void read(TopicPartition partition, long from, long to, Consumer<ConsumerRecord<byte[], byte[]>> records);

    /** One record; empty when it is no longer there. */
    default Optional<ConsumerRecord<byte[], byte[]>> find(TopicPartition partition, long offset) {
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        if (offset >= beginning(partition) && offset < end(partition)) {
            read(partition, offset, offset + 1, found::add);
        }
        return found.stream().findFirst();
    }

    @Override
    void close();
}
