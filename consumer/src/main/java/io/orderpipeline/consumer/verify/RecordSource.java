package io.orderpipeline.consumer.verify;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Records as a read-committed reader sees them. A seam for tests of everything that happens with them. */
interface RecordSource {

    /** The offset after the last record that can be read now. */
    long end(TopicPartition partition);

    /** Gives the records from {@code from} to before {@code to}, in order. */
    void read(TopicPartition partition, long from, long to, Consumer<ConsumerRecord<byte[], byte[]>> records);
}
