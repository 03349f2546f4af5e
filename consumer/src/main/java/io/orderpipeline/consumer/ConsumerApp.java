package io.orderpipeline.consumer;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.orderpipeline.cli.Program;
import io.orderpipeline.cli.ServiceWait;
import io.orderpipeline.cli.SideBySide;
import io.orderpipeline.cli.StopSignal;
import io.orderpipeline.cli.StoppedException;
import io.orderpipeline.consumer.cassandra.NewestOrders;
import io.orderpipeline.consumer.cassandra.OrderWriter;
import io.orderpipeline.consumer.cassandra.RowWriter;
import io.orderpipeline.consumer.cassandra.TableSession;
import io.orderpipeline.consumer.deadletter.DeadLetterProducers;
import io.orderpipeline.consumer.deadletter.DeadLetterTransactions;
import io.orderpipeline.consumer.observe.GroupProgress;
import io.orderpipeline.consumer.observe.GroupProgress.Offsets;
import io.orderpipeline.consumer.observe.PartitionSnapshot;
import io.orderpipeline.consumer.observe.PipelineCounters;
import io.orderpipeline.consumer.poll.FlowLimits;
import io.orderpipeline.consumer.poll.FlowServices;
import io.orderpipeline.consumer.poll.InFlightBudget;
import io.orderpipeline.consumer.poll.PollLoop;
import io.orderpipeline.consumer.poll.PollSettings;
import io.orderpipeline.consumer.poll.TopicIncarnation;
import io.orderpipeline.consumer.report.FinalStatistics;
import io.orderpipeline.consumer.report.StatusLine;
import io.orderpipeline.order.Order;
import io.orderpipeline.order.OrderJsonReader;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
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

    private static final Duration BETWEEN_STATUS_LINES = Duration.ofSeconds(1);

    /** How often to look whether we have committed more, when the program is to stop at the end: then it may be there. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private static final int SAMPLES = 5;

    private static final Logger LOG = LoggerFactory.getLogger(ConsumerApp.class);

    private final ConsumerConfig config;
    private final StopSignal stop;
    private final PrintStream out;
    private final UnaryOperator<RowWriter> writerView;
    private final PipelineCounters counters = new PipelineCounters();
    private long startTime = System.nanoTime();

    ConsumerApp(ConsumerConfig config, StopSignal stop, PrintStream out, UnaryOperator<RowWriter> writerView) {
        this.config = config;
        this.stop = stop;
        this.out = out;
        this.writerView = writerView;
    }

    /** @return the exit code */
    int run() throws InterruptedException {
        try {
            start(new ServiceWait(config.startupTimeout(), stop));
        } catch (StoppedException e) {
            LOG.info("{}", e.getMessage());
            print(Map.of(), Map.of());
        }
        return Program.OK;
    }

    private void start(ServiceWait wait) throws InterruptedException {
        try (TopicAdmin kafka = new TopicAdmin(config, wait);
                TableSession cassandra = new TableSession(config.cassandra(), wait, stop)) {
            SideBySide.run(kafka::open, cassandra::open);
            consume(kafka.admin(), cassandra.session(), kafka.topic());
        }
    }

    private void consume(Admin admin, CqlSession session, TopicDescription orders) throws InterruptedException {
        int partitions = orders.partitions().size();
        TopicIncarnation topic = new TopicIncarnation(orders.name(), orders.topicId());
        GroupProgress progress = new GroupProgress(admin, config.group(), config.topic());
        NewestOrders newestOrders = new NewestOrders(session, config.cassandra().keyspace());
        PollThreads threads = new PollThreads(stop);
        startTime = System.nanoTime();
        try {
            FlowServices services = new FlowServices(
                    new OrderJsonReader(),
                    writerView.apply(new OrderWriter(session, config.cassandra().keyspace())),
                    System::nanoTime,
                    () -> ThreadLocalRandom.current().nextDouble());
            DeadLetterProducers deadLetters = new DeadLetterProducers(config.deadLetterTopic(), config.kafka());
            InFlightBudget budget = new InFlightBudget(config.maximumRecords(), config.maximumBytes());
            FlowLimits limits = FlowLimits.of(budget, partitions, config.batchRows());
            int count = config.threads().orElse(partitions);
            LOG.info("Consuming {} ({} partitions) with {} threads", config.topic(), partitions, count);
            for (int thread = 1; thread <= count; thread++) {
                threads.start(pollLoop(thread, topic, limits, services, deadLetters.forThread(config.group(), thread)));
            }
            watch(progress, topic);
            threads.join();
        } finally {
            print(ask(progress), samples(newestOrders));
        }
    }

    private PollLoop pollLoop(
            int thread,
            TopicIncarnation topic,
            FlowLimits limits,
            FlowServices services,
            DeadLetterTransactions deadLetters) {
        var settings = PollSettings.of(config.kafka(), config.group(), thread, limits.pollRecords());
        var consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        return new PollLoop(consumer, deadLetters, topic, limits, services, counters, stop);
    }

    /** Until the stop: tells what is going on, and asks for the stop itself when the end is reached. */
    private void watch(GroupProgress progress, TopicIncarnation topic) throws InterruptedException {
        StatusLine status = new StatusLine();
        CaughtUp caughtUp = new CaughtUp(config.exitWhenCaughtUp());
        Duration nextLine = BETWEEN_STATUS_LINES;
        Duration pause = config.exitWhenCaughtUp() ? BETWEEN_LOOKS : BETWEEN_STATUS_LINES;
        long committed = 0;
        while (!stop.await(pause)) {
            boolean lineIsDue = elapsed().compareTo(nextLine) >= 0;
            long committedBefore = committed;
            committed = counters.snapshot().stream()
                    .mapToLong(PartitionSnapshot::committedOffset)
                    .sum();
            if (!lineIsDue && committed == committedBefore) {
                continue;
            }
            Map<Integer, Offsets> offsets = ask(progress);
            if (!offsets.isEmpty()) {
                topic.seen(progress.topicId());
            }
            if (lineIsDue) {
                nextLine = nextLine.plus(BETWEEN_STATUS_LINES);
                out.println(status.format(elapsed(), counters.snapshot(), offsets));
            }
            if (caughtUp.isReached(offsets)) {
                LOG.info("Caught up with the end offsets seen at start");
                stop.request();
            }
        }
    }

    private void print(Map<Integer, Offsets> offsets, Map<Integer, List<Order>> samples) {
        new FinalStatistics(elapsed(), counters.snapshot(), offsets, samples)
                .lines()
                .forEach(out::println);
        out.flush();
    }

    /** Empty when the broker does not answer: the status says so, and the work goes on. */
    private static Map<Integer, Offsets> ask(GroupProgress progress) throws InterruptedException {
        try {
            return progress.ask();
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("The broker does not say how far the group is", e);
            return Map.of();
        }
    }

    /** Of the partitions that this process had. */
    private Map<Integer, List<Order>> samples(NewestOrders newestOrders) {
        Map<Integer, List<Order>> samples = new TreeMap<>();
        try {
            for (PartitionSnapshot partition : counters.snapshot()) {
                samples.put(partition.partition(), newestOrders.read(partition.partition(), SAMPLES));
            }
        } catch (DriverException e) {
            LOG.warn("Cassandra did not give the sample orders: {}", e.getMessage());
        }
        return samples;
    }

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - startTime);
    }
}
