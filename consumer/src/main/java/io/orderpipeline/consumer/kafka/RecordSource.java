package io.orderpipeline.consumer.kafka;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Reads committed records by partition and offset. A test seam. One thread. */
public interface RecordSource extends AutoCloseable {

    /** The offset after the last record that can be read now. */
    long end(TopicPartition partition);

    /** Passes on the records from {@code from} to before {@code to}, in order. */
    void read(TopicPartition partition, long from, long to, Consumer<ConsumerRecord<byte[], byte[]>> records);

    @Override
    void close();
}
