package io.orderpipeline.testing.benchmark;

import io.orderpipeline.consumer.kafka.TopicScan;
import io.orderpipeline.testing.benchmark.measure.Topics;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;

/** Reads a backlog from its beginning. */
final class BacklogReader {

    private BacklogReader() {}

    /** The caller closes it. */
    static Consumer<byte[], byte[]> open(Servers servers, Backlog backlog) {
        var consumer = TopicScan.newConsumer(Map.of("bootstrap.servers", servers.bootstrapServers()));
        var partitions = Topics.partitions(backlog.topic(), backlog.partitions());
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }
}
