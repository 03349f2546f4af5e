package io.orderpipeline.consumer.monitoring;

import io.orderpipeline.consumer.monitoring.EventTimeline.Event;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The counters of all partitions that are or were assigned to this process. Safe for use by several threads. */
public final class PipelineCounters {

    private static final Logger LOG = LoggerFactory.getLogger(PipelineCounters.class);

    private final ConcurrentHashMap<Key, PartitionCounters> counters = new ConcurrentHashMap<>();

    private final AtomicLong rebalances = new AtomicLong();
    private final InstantSource clock;
    private final EventTimeline timeline;
    private volatile String idleTrouble;

    private final ConcurrentHashMap<String, ThreadState> threads = new ConcurrentHashMap<>();

    /**
     * The state of a poll thread, apart from its partitions.
     *
     * @param inGroup whether it has joined the group, with or without partitions
     * @param commitFailure why its last commit of offsets failed, or why the committed ones cannot be read
     * @param deadLetterFailure why dead letters, and therefore offsets, cannot be committed; empty when they can
     * @param registryFailure why the schema registry does not give a schema that records wait for; empty when it does
     */
    public record ThreadState(
            boolean inGroup,
            Optional<String> commitFailure,
            Optional<String> deadLetterFailure,
            Optional<String> registryFailure) {

        /** During a rebalance, when the committed offsets cannot be read. */
        public static ThreadState withoutOffsets(String failure) {
            return new ThreadState(false, Optional.of(failure), Optional.empty(), Optional.empty());
        }
    }

    private final PartitionsWithoutOffset withoutOffset = new PartitionsWithoutOffset();

    private record Key(int partition, String thread) {}

    /** @param clock the wall clock, as for the timestamps of records */
    public PipelineCounters(InstantSource clock, EventTimeline timeline) {
        this.clock = clock;
        this.timeline = timeline;
    }

    /** The counters of one thread for one partition; the same ones when the partition is assigned to it again. */
    public PartitionCounters of(int partition, String thread) {
        return counters.computeIfAbsent(
                new Key(partition, thread), key -> new PartitionCounters(key.partition(), key.thread(), clock));
    }

    /** One for each partition, in ascending order. */
    public List<PartitionCounts> snapshot() {
        return List.copyOf(counters.values().stream()
                .map(PartitionCounters::snapshot)
                .map(snapshot -> snapshot.orIdleTrouble(idleTrouble))
                .collect(Collectors.toMap(
                        PartitionCounts::partition, snapshot -> snapshot, PartitionCounts::plus, TreeMap::new))
                .values());
    }

    public void publish(String thread, ThreadState state) {
        threads.put(thread, state);
    }

    public Map<String, ThreadState> threads() {
        return Map.copyOf(threads);
    }

    /** Whether all poll threads have joined the group. */
    boolean isInGroup() {
        return !threads.isEmpty() && threads.values().stream().allMatch(ThreadState::inGroup);
    }

    /** Of any thread. */
    Optional<String> commitFailure() {
        return ofAnyThread(ThreadState::commitFailure);
    }

    /** Of any thread. */
    Optional<String> deadLetterFailure() {
        return ofAnyThread(ThreadState::deadLetterFailure);
    }

    /** Of any thread. */
    Optional<String> registryFailure() {
        return ofAnyThread(ThreadState::registryFailure);
    }

    private Optional<String> ofAnyThread(Function<ThreadState, Optional<String>> failure) {
        return threads.values().stream()
                .flatMap(thread -> failure.apply(thread).stream())
                .findFirst();
    }

    /** Why the last health probe of Cassandra failed; empty when it succeeded. */
    Optional<String> idleTrouble() {
        return Optional.ofNullable(idleTrouble);
    }

    /** @param trouble why a health probe of Cassandra failed; null when it succeeded */
    void idleTrouble(String trouble) {
        idleTrouble = trouble;
    }

    /** Counts an assignment or revocation of partitions of one thread. */
    public void rebalanced(String text) {
        rebalances.incrementAndGet();
        timeline.add(Event.Kind.REBALANCE, text);
    }

    /** The poll threads start these partitions at their first record. */
    public void withoutOffset(Collection<TopicPartition> partitions) {
        withoutOffset.add(partitions.stream().map(TopicPartition::partition).toList());
    }

    PartitionsWithoutOffset withoutOffset() {
        return withoutOffset;
    }

    /** @param loss how the table lost its rows, and what to do */
    public void rowsLost(String loss) {
        LOG.warn("{}", loss);
        timeline.add(Event.Kind.DATABASE, loss);
    }

    public long rebalances() {
        return rebalances.get();
    }

    /** The latencies measured since the last call, by partition. For one caller only. */
    Map<Integer, LatencyRecorder.Sample> takeLatencies() {
        Map<Integer, LatencyRecorder.Sample> latencies = new TreeMap<>();
        for (PartitionCounters partition : counters.values()) {
            partition.takeInto(
                    latencies.computeIfAbsent(partition.partition(), number -> LatencyRecorder.Sample.empty()));
        }
        return latencies;
    }
}
