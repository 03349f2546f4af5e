package io.orderpipeline.consumer;

import com.datastax.oss.driver.api.core.DriverException;
import io.orderpipeline.common.cli.OutputMode;
import io.orderpipeline.common.cli.ParallelStartup;
import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.StoppedException;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.order.OrderJsonReader;
import io.orderpipeline.consumer.cassandra.CassandraHealthProbe;
import io.orderpipeline.consumer.cassandra.NewestOrders;
import io.orderpipeline.consumer.cassandra.OrderWriter;
import io.orderpipeline.consumer.cassandra.TableSession;
import io.orderpipeline.consumer.cassandra.row.RowWriter;
import io.orderpipeline.consumer.deadletter.DeadLetterProducers;
import io.orderpipeline.consumer.deadletter.DeadLetterTransactions;
import io.orderpipeline.consumer.kafka.ConsumerClientSettings;
import io.orderpipeline.consumer.kafka.TopicIdentity;
import io.orderpipeline.consumer.monitoring.CassandraHealthMonitor;
import io.orderpipeline.consumer.monitoring.DesiredState;
import io.orderpipeline.consumer.monitoring.Event;
import io.orderpipeline.consumer.monitoring.GroupOffsets;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.monitoring.LagMonitor;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import io.orderpipeline.consumer.monitoring.SnapshotMaker;
import io.orderpipeline.consumer.pipeline.HeapLimits;
import io.orderpipeline.consumer.pipeline.InFlightBudget;
import io.orderpipeline.consumer.pipeline.PauseSwitch;
import io.orderpipeline.consumer.pipeline.PollLoop;
import io.orderpipeline.consumer.pipeline.PollThreads;
import io.orderpipeline.consumer.pipeline.ProcessorLimits;
import io.orderpipeline.consumer.pipeline.ProcessorServices;
import io.orderpipeline.consumer.report.ConsumerStatistics;
import io.orderpipeline.consumer.report.JsonLines;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the consumer together: what is started in which order, and ended in the reverse. The file to open first.
 *
 * <p>The main thread starts everything, then tells once a second what is going on; the poll threads do the work; the
 * clients of Kafka and Cassandra have their I/O threads, which only leave word in the poll loops' inboxes.
 */
final class ConsumerApp {

    /** How often to look whether the end is reached. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    /** The broker is asked one look before, so that its answer is fresh. */
    private static final int LOOKS_BETWEEN_VIEWS = 5;

    private static final int SAMPLES = 5;

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerApp.class);

    private final ConsumerConfig config;
    private final StopSignal stop;
    private final PauseSwitch pause = new PauseSwitch();
    private final PrintStream out;
    private final PrintStream err;
    private final UnaryOperator<RowWriter> writerView;
    private final ConsumerMonitoring observation;
    private long startTime = System.nanoTime();

    ConsumerApp(
            ConsumerConfig config,
            StopSignal stop,
            PrintStream out,
            PrintStream err,
            UnaryOperator<RowWriter> writerView) {
        this.config = config;
        this.stop = stop;
        this.out = out;
        this.err = err;
        this.writerView = writerView;
        this.observation = new ConsumerMonitoring(config.http(), config.alerts());
    }

    /** @return the exit code */
    int run() throws InterruptedException {
        try (observation) {
            start(new ServiceWait(config.startupTimeout(), stop));
        } catch (StoppedException e) {
            LOG.info("{}", e.getMessage());
            print(Map.of(), Map.of());
        }
        return Program.OK;
    }

    private void start(ServiceWait wait) throws InterruptedException {
        try (KafkaStartup kafka = new KafkaStartup(config, wait);
                TableSession cassandra =
                        new TableSession(config.cassandra(), wait, stop, observation.meterRegistry())) {
            ParallelStartup.run(kafka::open, cassandra::open, observation::open);
            consume(kafka.admin(), cassandra, kafka.topic());
        }
    }

    private void consume(Admin admin, TableSession cassandra, TopicDescription orders) throws InterruptedException {
        int partitions = orders.partitions().size();
        TopicIdentity topic = new TopicIdentity(orders.name(), orders.topicId());
        NewestOrders newestOrders = new NewestOrders(cassandra.session(), cassandra.table());
        observation.samplesFrom(() -> samples(newestOrders));
        startTime = System.nanoTime();
        try (LagMonitor group = new LagMonitor(question(admin, topic), System::nanoTime);
                CassandraHealthMonitor database = new CassandraHealthMonitor(
                        new CassandraHealthProbe(newestOrders)::ask, observation.counters(), System::nanoTime)) {
            try {
                PollThreads threads = startThreads(cassandra, topic, partitions);
                observation.openView(config.view(), out, err, stop, pause);
                watch(group, database);
                threads.join();
            } finally {
                print(group.await().offsets(), samplesAtEnd(newestOrders));
            }
        }
    }

    private PollThreads startThreads(TableSession cassandra, TopicIdentity topic, int partitions) {
        ProcessorServices services = new ProcessorServices(
                new OrderJsonReader(),
                writerView.apply(new OrderWriter(cassandra.session(), cassandra.table())),
                System::nanoTime,
                () -> ThreadLocalRandom.current().nextDouble());
        DeadLetterProducers deadLetters = new DeadLetterProducers(
                config.kafka().deadLetterTopic(), config.kafka().settings(), observation::record);
        InFlightBudget budget = new InFlightBudget(config.maximumRecords(), config.maximumBytes());
        ProcessorLimits limits = ProcessorLimits.of(budget, partitions, config.batchRows());
        int count = config.threads().orElse(partitions);
        LOG.info("Consuming {} ({} partitions) with {} threads", config.kafka().topic(), partitions, count);
        PollThreads threads = new PollThreads(stop);
        for (int thread = 1; thread <= count; thread++) {
            var transactions = deadLetters.forThread(config.kafka().group(), thread);
            threads.start(pollLoop(thread, topic, limits, services, transactions));
        }
        return threads;
    }

    private PollLoop pollLoop(
            int thread,
            TopicIdentity topic,
            ProcessorLimits limits,
            ProcessorServices services,
            DeadLetterTransactions deadLetters) {
        var settings = ConsumerClientSettings.of(
                config.kafka().settings(),
                config.kafka().group(),
                thread,
                limits.pollRecords(),
                HeapLimits.ofThisProcess().fetchBytes());
        var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        observation.bind(consumer);
        return new PollLoop(consumer, deadLetters, topic, limits, services, observation.counters(), pause, stop);
    }

    /** Until the stop: shows what is going on, and asks for the stop itself when the end is reached. */
    private void watch(LagMonitor group, CassandraHealthMonitor database) throws InterruptedException {
        SnapshotMaker monitor = new SnapshotMaker(
                config.kafka().topic(),
                config.kafka().group(),
                observation.counters(),
                observation.timeline(),
                System::nanoTime,
                InstantSource.system());
        CaughtUp caughtUp = new CaughtUp(config.exitWhenCaughtUp());
        observation.timeline().add(Event.Kind.RUN, "started");
        group.ask();
        for (int look = 1; !stop.await(BETWEEN_LOOKS); look++) {
            if (caughtUp.isReached(group.newest().offsets())) {
                LOG.info("Caught up with the end offsets seen at start");
                stop.request();
            } else if (look % LOOKS_BETWEEN_VIEWS == LOOKS_BETWEEN_VIEWS - 1
                    || caughtUp.isWorthAsking(observation.counters().snapshot())) {
                group.ask();
            }
            if (look % LOOKS_BETWEEN_VIEWS == 0) {
                database.look();
                observation.show(monitor.look(group.newest(), pause.isOn() ? DesiredState.PAUSE : DesiredState.RUN));
            }
        }
        observation.timeline().add(Event.Kind.RUN, "stopping");
        observation.show(monitor.look(group.newest(), DesiredState.STOP));
    }

    private Callable<Map<Integer, Offsets>> question(Admin admin, TopicIdentity topic) {
        GroupOffsets progress =
                new GroupOffsets(admin, config.kafka().group(), config.kafka().topic());
        return () -> {
            Map<Integer, Offsets> offsets = progress.ask();
            topic.update(progress.topicId());
            return offsets;
        };
    }

    private void print(Map<Integer, Offsets> offsets, Map<Integer, List<Order>> samples) {
        observation.closeView();
        var statistics =
                new ConsumerStatistics(elapsed(), observation.counters().snapshot(), offsets, samples);
        if (config.view() == OutputMode.JSON) {
            JsonLines.print(out, statistics);
        } else {
            statistics.lines().forEach(out::println);
            out.flush();
        }
    }

    /** Of the partitions that this process had; none when Cassandra does not give them. */
    private Map<Integer, List<Order>> samplesAtEnd(NewestOrders newestOrders) {
        try {
            return samples(newestOrders);
        } catch (DriverException e) {
            LOG.warn("Cassandra did not give the sample orders: {}", e.getMessage());
            return Map.of();
        }
    }

    private Map<Integer, List<Order>> samples(NewestOrders newestOrders) {
        Map<Integer, List<Order>> samples = new TreeMap<>();
        for (PartitionCounts partition : observation.counters().snapshot()) {
            samples.put(partition.partition(), newestOrders.read(partition.partition(), SAMPLES));
        }
        return samples;
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startTime);
    }
}
