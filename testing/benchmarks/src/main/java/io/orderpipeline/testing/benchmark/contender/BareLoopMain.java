package io.orderpipeline.testing.benchmark.contender;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The loop as a good engineer writes it on the first day: poll, parse, bind, batch, commit behind the acknowledgements.
 * No order is checked, nothing is repeated, nobody is told anything. The clients are used with their defaults.
 */
public final class BareLoopMain {

    private static final int BATCH_ROWS = 128;
    private static final int IN_FLIGHT = 4;
    private static final Duration POLL = Duration.ofMillis(100);

    private final CqlSession session;
    private final PreparedStatement insert;

    private BareLoopMain(CqlSession session, PreparedStatement insert) {
        this.session = session;
        this.insert = insert;
    }

    public static void main(String[] arguments) {
        LoopTarget target = LoopTarget.of(arguments);
        DriverConfigLoader patient = DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(20))
                .build();
        try (CqlSession session = target.connect(patient)) {
            BareLoopMain loop = new BareLoopMain(session, target.prepareInsert(session));
            PartitionThreads.run(target, settings(target), loop::consume);
        }
    }

    static Map<String, Object> settings(LoopTarget target) {
        return Map.of(
                "bootstrap.servers",
                target.bootstrapServers(),
                "group.id",
                target.group(),
                "auto.offset.reset",
                "earliest",
                "enable.auto.commit",
                false);
    }

    private void consume(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long end) {
        InFlight inFlight = new InFlight(session, consumer, partition, IN_FLIGHT);
        BatchStatementBuilder batch = BatchStatement.builder(BatchType.UNLOGGED);
        long next = 0;
        while (next < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                batch.addStatement(BareOrder.parse(record.value()).bind(insert, record.partition()));
                next = record.offset() + 1;
                if (batch.getStatementsCount() == BATCH_ROWS || next == end) {
                    inFlight.send(batch.build(), next);
                    batch = BatchStatement.builder(BatchType.UNLOGGED);
                }
            }
            inFlight.commitIfDue();
        }
        inFlight.finish();
    }
}
