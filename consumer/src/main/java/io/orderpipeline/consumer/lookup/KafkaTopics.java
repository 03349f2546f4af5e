package io.orderpipeline.consumer.lookup;

import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.cli.KafkaConfig;
import io.orderpipeline.consumer.deadletter.RecordPosition;
import io.orderpipeline.consumer.deadletter.ReplayMarkers;
import io.orderpipeline.consumer.kafka.BrokerClient;
import io.orderpipeline.consumer.kafka.OrdersTopic;
import io.orderpipeline.consumer.kafka.RecordSource;
import io.orderpipeline.consumer.kafka.TopicScan;
import io.orderpipeline.consumer.monitoring.GroupOffsets;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The topics and the group on the broker, through clients of its own. */
final class KafkaTopics implements LookupTopics {

    private static final Duration RESPONSE_LIMIT = Duration.ofSeconds(5);

    /** For a record, while the broker is slow. A transaction that is open hides records, and is not waited for. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int POLL_RECORDS = 5_000;

    private static final Logger LOG = LoggerFactory.getLogger(KafkaTopics.class);

    private final KafkaConfig kafka;
    private final ServiceWait wait;
    private final Runnable progress;
    private final BrokerClient broker;
    private final SourcePool sources;
    private Map<Integer, Offsets> offsets = Map.of();

    /**
     * Does not connect yet.
     *
     * @param progress ends a search by an exception
     */
    KafkaTopics(KafkaConfig kafka, ServiceWait wait, LookupLimits limits, Runnable progress) {
        this.kafka = kafka;
        this.wait = wait;
        this.progress = progress;
        this.broker = new BrokerClient(kafka.settings(), RESPONSE_LIMIT);
        this.sources = new SourcePool(() -> openScan(kafka, limits, progress));
    }

    @Override
    public void connect() throws InterruptedException {
        new OrdersTopic(broker.admin(), wait, kafka.settings()).require(kafka.topic());
    }

    private static TopicScan openScan(KafkaConfig kafka, LookupLimits limits, Runnable progress) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, POLL_RECORDS);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, limits.fetchBytes());
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "order-lookup");
        settings.putAll(kafka.settings());
        return TopicScan.open(settings, PATIENCE, () -> {
            progress.run();
            return false;
        });
    }

    @Override
    public String orders() {
        return kafka.topic();
    }

    @Override
    public String deadLetters() {
        return kafka.deadLetterTopic();
    }

    @Override
    public Map<Integer, Offsets> offsets() throws InterruptedException {
        offsets = GroupOffsets.await(broker, wait, kafka.group(), kafka.topic());
        return offsets;
    }

    @Override
    public Map<Integer, Long> offsetsAt(Instant time) throws InterruptedException {
        return list(kafka.topic(), offsets.size(), at(time));
    }

    @Override
    public Map<Integer, OffsetRange> deadLettersFrom(Optional<Instant> from) throws InterruptedException {
        Optional<TopicDescription> topic = broker.topic(kafka.deadLetterTopic());
        return topic.isEmpty()
                ? Map.of()
                : toEnd(topic.get(), from.map(KafkaTopics::at).orElse(OffsetSpec.earliest()));
    }

    private Map<Integer, OffsetRange> toEnd(TopicDescription topic, OffsetSpec start) throws InterruptedException {
        int partitions = topic.partitions().size();
        Map<Integer, Long> ends = list(topic.name(), partitions, OffsetSpec.latest());
        Map<Integer, OffsetRange> ranges = new TreeMap<>();
        list(topic.name(), partitions, start)
                .forEach((partition, first) ->
                        ranges.put(partition, new OffsetRange(partition, first, ends.get(partition))));
        return ranges;
    }

    /** The protocol has other meanings for negative times. */
    private static OffsetSpec at(Instant time) {
        return OffsetSpec.forTimestamp(Math.max(0, time.toEpochMilli()));
    }

    /** Partitions without such an offset are absent. */
    private Map<Integer, Long> list(String topic, int partitions, OffsetSpec spec) throws InterruptedException {
        Map<TopicPartition, OffsetSpec> specs = IntStream.range(0, partitions)
                .mapToObj(partition -> new TopicPartition(topic, partition))
                .collect(Collectors.toMap(partition -> partition, partition -> spec));
        // A slow broker must not take several times its limit after the time of the search is over.
        progress.run();
        var options = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
        Map<Integer, Long> found = new TreeMap<>();
        broker.await(broker.admin().listOffsets(specs, options).all()).forEach((partition, result) -> {
            if (result.offset() >= 0) {
                found.put(partition.partition(), result.offset());
            }
        });
        return found;
    }

    @Override
    public RecordSource open() {
        return sources.take();
    }

    @Override
    public Optional<Predicate<RecordPosition>> replays(Instant from) throws InterruptedException {
        try {
            Optional<TopicDescription> deadLetters = broker.topic(kafka.deadLetterTopic());
            Optional<TopicDescription> replays = broker.topic(ReplayMarkers.topic(kafka.deadLetterTopic()));
            if (deadLetters.isEmpty() || replays.isEmpty()) {
                return Optional.of(deadLetter -> false);
            }
            ReplayMarkers markers =
                    new ReplayMarkers(kafka.deadLetterTopic(), deadLetters.get().topicId());
            try (RecordSource source = open()) {
                toEnd(replays.get(), at(from)).values().stream()
                        .filter(range -> !range.isEmpty())
                        .forEach(range -> source.read(
                                new TopicPartition(replays.get().name(), range.partition()),
                                range.from(),
                                range.to(),
                                markers::read));
            }
            return Optional.of(markers::contains);
        } catch (UserError e) {
            LOG.debug("Cannot read the markers of replays", e);
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        sources.close();
        broker.close();
    }
}
