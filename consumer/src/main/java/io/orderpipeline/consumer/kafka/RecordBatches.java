package io.orderpipeline.consumer.kafka;

import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A bounded sequence of records, read one batch at a time. */
public interface RecordBatches extends AutoCloseable {

    /** The next records; none at the end or after a stop request. */
    List<ConsumerRecord<byte[], byte[]>> next();

    /** Whether a stop request ended it early. */
    boolean isStopped();

    @Override
    void close();
}
