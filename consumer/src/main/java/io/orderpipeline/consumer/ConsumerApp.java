package io.orderpipeline.consumer;

import com.datastax.oss.driver.api.core.DriverException;
import io.orderpipeline.common.cli.ParallelSteps;
import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.ServiceWait.StoppedException;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.kafka.ClientFactory;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.consumer.cassandra.TableSession;
import io.orderpipeline.consumer.cassandra.row.DriverErrorText;
import io.orderpipeline.consumer.cassandra.row.RowWriter;
import io.orderpipeline.consumer.deadletter.DeadLetterProducers;
import io.orderpipeline.consumer.kafka.BoundedConsumer;
import io.orderpipeline.consumer.kafka.ConsumerClientSettings;
import io.orderpipeline.consumer.kafka.OrderDecoder;
import io.orderpipeline.consumer.kafka.SchemaSession;
import io.orderpipeline.consumer.kafka.TopicIdentity;
import io.orderpipeline.consumer.lookup.OrderQuery;
import io.orderpipeline.consumer.monitoring.EventTimeline.Event;
import io.orderpipeline.consumer.monitoring.GroupOffsets;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import io.orderpipeline.consumer.monitoring.PipelineMonitor;
import io.orderpipeline.consumer.monitoring.PipelineMonitor.DesiredState;
import io.orderpipeline.consumer.monitoring.TableMonitor;
import io.orderpipeline.consumer.pipeline.HeapLimits;
import io.orderpipeline.consumer.pipeline.Pipeline;
import io.orderpipeline.consumer.report.ConsumerStatistics;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.IntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root of the consumer: it starts everything in order and closes it in reverse order. Read it first.
 *
 * <p>The main thread starts everything, then publishes a snapshot every second. The poll threads process records. The
 * I/O threads of the Kafka and Cassandra clients only add messages to the mailboxes of the poll loops.
 */
final class ConsumerApp {

    /** How often to check whether the consumer has caught up. */
    private static final Duration TICK = Duration.ofMillis(200);

    /** The group's offsets are read one tick before each snapshot, so that they are recent. */
    private static final int TICKS_PER_SNAPSHOT = 5;

    /** Orders of each partition to show. */
    private static final int NEWEST_ORDERS = 5;

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerApp.class);

    private final ConsumerConfig config;
    private final StopSignal stop;
    private final UnaryOperator<RowWriter> writerDecorator;
    private final ConsumerMonitoring monitoring;
    private long startTime = System.nanoTime();

    ConsumerApp(
            ConsumerConfig config,
            StopSignal stop,
            PrintStream out,
            PrintStream err,
            UnaryOperator<RowWriter> writerDecorator) {
        this.config = config;
        this.stop = stop;
        this.writerDecorator = writerDecorator;
        this.monitoring = new ConsumerMonitoring(config, out, err);
    }

    /** @return the exit code */
    int run() throws InterruptedException {
        try (monitoring) {
            start(new ServiceWait(config.startupTimeout(), stop));
        } catch (StoppedException e) {
            LOG.info("{}", e.getMessage());
            print(Map.of(), Map.of());
        }
        return Program.OK;
    }

    private void start(ServiceWait wait) throws InterruptedException {
        try (KafkaStartup kafka = new KafkaStartup(config, wait);
                SchemaSession schemas = new SchemaSession(config.registry(), wait);
                TableSession cassandra = new TableSession(config.cassandra(), wait, stop, monitoring.meterRegistry())) {
            ParallelSteps.run("start", kafka::open, schemas::open, cassandra::open, monitoring::startServer);
            consume(kafka, schemas.decoder(), cassandra);
        }
    }

    private void consume(KafkaStartup kafka, OrderDecoder decoder, TableSession cassandra) throws InterruptedException {
        TopicDescription orders = kafka.topic();
        int partitions = orders.partitions().size();
        TopicIdentity topic = new TopicIdentity(orders.name(), kafka.clusterId(), orders.topicId());
        monitoring.showOrdersOf(() -> read(cassandra));
        monitoring.answerQueries(new OrderQuery(config.kafka(), decoder, cassandra::reader, stop));
        Pipeline.Target target = new Pipeline.Target(
                cassandra.identity(),
                cassandra.encoder(),
                writerDecorator.apply(cassandra.writer()),
                cassandra.logGenerations());
        startTime = System.nanoTime();
        try (TableMonitor tableMonitor = new TableMonitor(
                        target.table(),
                        cassandra::readState,
                        monitoring.counters(),
                        target.generations()::restore,
                        System::nanoTime);
                PipelineMonitor monitor = new PipelineMonitor(
                        config.kafka().topic(),
                        config.kafka().group(),
                        monitoring.counters(),
                        monitoring.timeline(),
                        offsetsReader(kafka.admin(), topic),
                        cassandra::probe)) {
            try {
                Pipeline pipeline = startPipeline(decoder, target, topic, partitions, kafka.deadLetterBytes());
                monitoring.openOutput(stop, pipeline);
                stop.beforeHalt(() -> print(monitor.recentOffsets(), Map.of()));
                monitorUntilStop(monitor, tableMonitor, pipeline);
                pipeline.join(() -> publishStop(monitor));
            } finally {
                print(monitor.awaitOffsets(), readAtEnd(cassandra));
            }
        }
    }

    private Pipeline startPipeline(
            OrderDecoder decoder, Pipeline.Target target, TopicIdentity topic, int partitions, int deadLetterBytes) {
        Pipeline.Limits limits =
                new Pipeline.Limits(config.maximumRecords(), config.maximumBytes(), partitions, config.batchRows());
        Pipeline pipeline = new Pipeline(decoder, target, limits, topic, monitoring.counters(), stop);
        int count = config.threads().orElse(partitions);
        int partBytes = HeapLimits.ofThisProcess().partBytes(count);
        DeadLetterProducers deadLetters = new DeadLetterProducers(
                config.kafka().deadLetterTopic(),
                config.kafka().settings(),
                Math.min(partBytes, deadLetterBytes),
                monitoring::record);
        deadLetters.requireValidSettings();
        LOG.info(
                "Consuming {} ({} partitions) with {}",
                config.kafka().topic(),
                partitions,
                count == 1 ? "1 thread" : count + " threads");
        LOG.info(
                "The heap holds records of up to {} MiB, decompressed; dead letters of more than {} MiB are cut",
                mebibytes(HeapLimits.ofThisProcess().recordBytes(count)),
                mebibytes(Math.min(partBytes, deadLetterBytes)));
        // Members that join at the same time share a rebalance.
        List<BoundedConsumer> consumers = createAll(count, thread -> kafkaConsumer(thread, limits, partBytes));
        for (int thread = 1; thread <= count; thread++) {
            pipeline.start(
                    consumers.get(thread - 1),
                    deadLetters.forThread(config.kafka().group(), thread));
        }
        return pipeline;
    }

    /** Numbered from 1. When one cannot be created, those before it are closed. */
    static <C extends AutoCloseable> List<C> createAll(int count, IntFunction<C> create) {
        List<C> created = new ArrayList<>();
        try {
            IntStream.rangeClosed(1, count).mapToObj(create).forEach(created::add);
            return created;
        } catch (RuntimeException | Error e) {
            for (C each : created) {
                try {
                    each.close();
                } catch (Exception atClose) {
                    e.addSuppressed(atClose);
                }
            }
            throw e;
        }
    }

    private static String mebibytes(long bytes) {
        return "%.1f".formatted(bytes / (double) (1 << 20));
    }

    private BoundedConsumer kafkaConsumer(int thread, Pipeline.Limits limits, int partBytes) {
        var settings = ConsumerClientSettings.of(
                config.kafka().settings(),
                config.kafka().group(),
                thread,
                limits.pollRecords(),
                HeapLimits.ofThisProcess().fetchBytes(limits.partitions()));
        var consumer =
                ClientFactory.createNow(settings, () -> BoundedConsumer.of(settings, limits.pollBytes(), partBytes));
        monitoring.bind(consumer);
        return consumer;
    }

    /** Publishes snapshots until the stop, and requests the stop when the consumer has caught up. */
    private void monitorUntilStop(PipelineMonitor monitor, TableMonitor tableMonitor, Pipeline pipeline)
            throws InterruptedException {
        CaughtUp caughtUp = new CaughtUp(config.exitWhenCaughtUp());
        monitoring.timeline().add(Event.Kind.RUN, "started");
        monitor.startReadingOffsets();
        for (int tick = 1; !stop.await(TICK); tick++) {
            if (caughtUp.isReached(monitor.offsets())) {
                LOG.info("Caught up with the end offsets seen at start");
                GroupOffsets.hidden(monitor.offsets())
                        .ifPresent(
                                hidden -> LOG.warn("{}; they are not consumed, run this again when it ends", hidden));
                stop.request();
            } else if (tick % TICKS_PER_SNAPSHOT == TICKS_PER_SNAPSHOT - 1
                    || caughtUp.isWorthChecking(monitoring.counters().snapshot())) {
                monitor.startReadingOffsets();
            }
            if (tick % TICKS_PER_SNAPSHOT == 0) {
                tableMonitor.update();
                monitoring.publish(monitor.snapshot(pipeline.isPaused() ? DesiredState.PAUSE : DesiredState.RUN));
            }
        }
        monitoring.timeline().add(Event.Kind.RUN, "stopping");
        publishStop(monitor);
    }

    private void publishStop(PipelineMonitor monitor) {
        monitor.startReadingOffsets();
        monitoring.publish(monitor.snapshot(DesiredState.STOP));
    }

    private Callable<Map<Integer, Offsets>> offsetsReader(Admin admin, TopicIdentity topic) {
        GroupOffsets groupOffsets =
                new GroupOffsets(admin, config.kafka().group(), config.kafka().topic());
        return () -> {
            Map<Integer, Offsets> offsets = groupOffsets.read();
            topic.update(groupOffsets.topicId());
            return offsets;
        };
    }

    private void print(Map<Integer, Offsets> offsets, Map<Integer, List<Order>> newestOrders) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - startTime);
        monitoring.print(new ConsumerStatistics(elapsed, monitoring.counters().snapshot(), offsets, newestOrders));
    }

    /** Empty when Cassandra does not respond. */
    private Map<Integer, List<Order>> readAtEnd(TableSession cassandra) {
        try {
            return read(cassandra);
        } catch (DriverException e) {
            LOG.warn("Cannot read the newest orders from Cassandra: {}", DriverErrorText.of(e));
            return Map.of();
        }
    }

    /** The newest orders of the partitions that are or were assigned to this process. */
    private Map<Integer, List<Order>> read(TableSession cassandra) {
        Map<Integer, List<Order>> orders = new TreeMap<>();
        for (PartitionCounts partition : monitoring.counters().snapshot()) {
            orders.put(partition.partition(), cassandra.newestOrders(partition.partition(), NEWEST_ORDERS));
        }
        return orders;
    }
}
