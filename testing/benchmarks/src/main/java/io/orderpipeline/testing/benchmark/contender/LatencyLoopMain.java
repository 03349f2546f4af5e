package io.orderpipeline.testing.benchmark.contender;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BatchStatementBuilder;
import com.datastax.oss.driver.api.core.cql.BatchType;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import io.orderpipeline.common.cli.StopSignal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * The bare loop for single orders: it writes the records of each poll at once, as one batch. It has the latency
 * measurement of {@link LatencyConsumerMain}, and so shows the latency of Kafka, Cassandra and the machine.
 */
record LatencyLoopMain(CqlSession session, PreparedStatement insert, LatencyWatch watch, StopSignal stop) {

    /** More than are ever in flight, so that no batch waits. */
    private static final int IN_FLIGHT = 1_024;

    private static final Duration POLL = Duration.ofMillis(100);

    /** @param arguments file for the histogram, warm-up in milliseconds, then the arguments of the loops */
    public static void main(String[] arguments) {
        StopSignal stop = StopSignal.fromOperatingSystem();
        LoopTarget target = LoopTarget.of(Arrays.copyOfRange(arguments, 2, arguments.length));
        LatencyWatch watch = new LatencyWatch(Clock.systemUTC(), Duration.ofMillis(Long.parseLong(arguments[1])));
        try (CqlSession session = target.connect(LoopTarget.driverSettings())) {
            LatencyLoopMain loop = new LatencyLoopMain(session, target.prepareInsert(session), watch, stop);
            target.run(target.consumerSettings(), loop::consume);
        }
        watch.write(Path.of(arguments[0]));
        System.exit(0);
    }

    private void consume(KafkaConsumer<byte[], byte[]> consumer, TopicPartition partition, long end) {
        InFlight inFlight = new InFlight(session, consumer, partition, IN_FLIGHT);
        System.err.println("is assigned " + partition);
        while (!stop.isRequested()) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            if (!records.isEmpty()) {
                send(records.records(partition), inFlight);
            }
            inFlight.commitIfDue();
        }
        inFlight.finish();
    }

    private void send(List<ConsumerRecord<byte[], byte[]>> records, InFlight inFlight) {
        BatchStatementBuilder batch = BatchStatement.builder(BatchType.UNLOGGED);
        List<Instant> intended = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            BareOrder order = BareOrder.parse(record.value());
            batch.addStatement(order.bind(insert, record.partition()));
            intended.add(order.timestamp);
        }
        long next = records.get(records.size() - 1).offset() + 1;
        inFlight.send(batch.build(), next, () -> watch.acknowledged(intended));
    }
}
