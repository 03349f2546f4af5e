package io.orderpipeline.testing.benchmark.contender;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The loop of the references: poll, decode and bind, batch, commit behind the acknowledgements. It validates nothing
 * and retries nothing. One thread for each partition.
 *
 * @param rows in a batch, at most
 * @param bytes of a batch beyond which it is sent
 * @param inFlight batches in flight for each partition
 */
record BatchLoop(CqlSession session, PreparedStatement insert, int rows, int bytes, int inFlight, Binder binder)
        implements LoopTarget.Loop {

    /** Bytes of a row besides its values, approximately. */
    private static final int ROW_OVERHEAD = 60;

    private static final Duration POLL = Duration.ofMillis(100);

    /** Decodes a record and binds it to the insert statement. */
    @FunctionalInterface
    interface Binder {
        BoundStatement bind(PreparedStatement insert, ConsumerRecord<byte[], byte[]> record, ByteBuffer partition);
    }

    @Override
    public void run(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long end) {
        InFlight requests = new InFlight(session, consumer, partition, inFlight);
        ByteBuffer partitionBytes = ByteBuffer.allocate(4).putInt(0, partition.partition());
        BatchStatementBuilder batch = BatchStatement.builder(BatchType.UNLOGGED);
        int batchBytes = 0;
        long next = 0;
        while (next < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                batch.addStatement(binder.bind(insert, record, partitionBytes));
                batchBytes += ROW_OVERHEAD + record.value().length;
                next = record.offset() + 1;
                if (batch.getStatementsCount() == rows || batchBytes >= bytes || next == end) {
                    requests.send(batch.build(), next, () -> {});
                    batch = BatchStatement.builder(BatchType.UNLOGGED);
                    batchBytes = 0;
                }
            }
            requests.commitIfDue();
        }
        requests.finish();
    }
}
