package io.orderpipeline.testing.benchmark.contender;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The loop tuned as far as we know how: values go from the record's bytes into the statement without becoming strings,
 * numbers or times on the way; batches are as large as a server takes; the clients fetch much at once and keep no
 * books. It understands orders in the exact form that our producer writes, and would be wrong about any other.
 */
public final class LimitLoopMain {

    private static final int BATCH_ROWS = 200;

    /** A stock server refuses batches above 50 KiB. */
    private static final int BATCH_BYTES = 48 * 1024;

    /** What a row takes beside its values, about. */
    private static final int ROW_OVERHEAD = 60;

    private static final int IN_FLIGHT = 6;
    private static final Duration POLL = Duration.ofMillis(100);

    private final CqlSession session;
    private final PreparedStatement insert;

    private LimitLoopMain(CqlSession session, PreparedStatement insert) {
        this.session = session;
        this.insert = insert;
    }

    public static void main(String[] arguments) {
        LoopTarget target = LoopTarget.of(arguments);
        try (CqlSession session = target.connect(driverSettings())) {
            LimitLoopMain loop = new LimitLoopMain(session, target.prepareInsert(session));
            PartitionThreads.run(target, consumerSettings(target), loop::consume);
        }
    }

    private static DriverConfigLoader driverSettings() {
        return DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(20))
                .withInt(DefaultDriverOption.CONNECTION_POOL_LOCAL_SIZE, 1)
                .withInt(DefaultDriverOption.NETTY_IO_SIZE, 1)
                .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                .withBoolean(DefaultDriverOption.METADATA_TOKEN_MAP_ENABLED, false)
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                .build();
    }

    private static Map<String, Object> consumerSettings(LoopTarget target) {
        return Map.of(
                "bootstrap.servers",
                target.bootstrapServers(),
                "group.id",
                target.group(),
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false,
                "enable.metrics.push",
                false,
                "check.crcs",
                false,
                "max.poll.records",
                2_000,
                "max.partition.fetch.bytes",
                2 << 20,
                "fetch.min.bytes",
                64 << 10,
                "receive.buffer.bytes",
                1 << 20);
    }

    private void consume(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long end) {
        InFlight inFlight = new InFlight(session, consumer, partition, IN_FLIGHT);
        ByteBuffer partitionBytes = ByteBuffer.allocate(4).putInt(0, partition.partition());
        BatchStatementBuilder batch = BatchStatement.builder(BatchType.UNLOGGED);
        int batchBytes = 0;
        long next = 0;
        while (next < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                ByteBuffer[] values = OrderSlices.of(record.value(), partitionBytes);
                batch.addStatement(
                        OrderSlices.bind(insert.boundStatementBuilder(), values).build());
                batchBytes += ROW_OVERHEAD + record.value().length;
                next = record.offset() + 1;
                if (batch.getStatementsCount() == BATCH_ROWS || batchBytes >= BATCH_BYTES || next == end) {
                    inFlight.send(batch.build(), next);
                    batch = BatchStatement.builder(BatchType.UNLOGGED);
                    batchBytes = 0;
                }
            }
            inFlight.commitIfDue();
        }
        inFlight.finish();
    }
}
