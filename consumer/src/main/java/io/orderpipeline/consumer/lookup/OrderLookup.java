package io.orderpipeline.consumer.lookup;

import io.orderpipeline.common.cli.ParallelSteps;
import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.consumer.cassandra.RowReader;
import io.orderpipeline.consumer.cli.KafkaConfig;
import io.orderpipeline.consumer.deadletter.RecordPosition;
import io.orderpipeline.consumer.kafka.OrderDecoder;
import io.orderpipeline.consumer.kafka.RecordSource;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds what became of orders: their records in the topic, their dead letters and their rows. Reads only; in no group.
 * Used once, by one thread.
 *
 * <p>The order of the steps matters beside a running consumer: the committed offsets are read before the rows, so that
 * a record before them must have its row, and the record that a row names is looked up after the row was read.
 */
final class OrderLookup implements AutoCloseable {

    /** For the rate at which the group consumes: commits are a second apart. */
    static final Duration RATE_INTERVAL = Duration.ofSeconds(2);

    private final LookupTopics topics;
    private final OrderDecoder decoder;
    private final Table table;
    private final LookupLimits limits;
    private final LookupProgress progress;
    private final Pause pause;
    private final InstantSource clock;
    private final FoundRecords found = new FoundRecords();
    private final Map<Integer, Double> rates = new HashMap<>();
    private RecordSearch search;
    private DeadLetterSearch deadLetters;
    private Map<Integer, Offsets> offsets = Map.of();
    private OrderRows rows;

    /** Opens the table, while the topic is searched. */
    @FunctionalInterface
    interface Table {
        RowReader open() throws InterruptedException;
    }

    /** Waits between two looks at the group, and throws when the lookup must end. A test seam. */
    @FunctionalInterface
    interface Pause {
        void await(Duration time) throws InterruptedException;
    }

    OrderLookup(
            LookupTopics topics,
            OrderDecoder decoder,
            Table table,
            LookupLimits limits,
            LookupProgress progress,
            Pause pause,
            InstantSource clock) {
        this.topics = topics;
        this.decoder = decoder;
        this.table = table;
        this.limits = limits;
        this.progress = progress;
        this.pause = pause;
        this.clock = clock;
    }

    /** Connects to Kafka with clients of its own. */
    static OrderLookup of(
            KafkaConfig kafka,
            OrderDecoder decoder,
            Table table,
            LookupLimits limits,
            LookupProgress progress,
            ServiceWait wait,
            StopSignal stop) {
        Pause pause = time -> {
            var unused = stop.await(time);
            progress.run();
        };
        return new OrderLookup(
                new KafkaTopics(kafka, wait, limits, progress),
                decoder,
                table,
                limits,
                progress,
                pause,
                InstantSource.system());
    }

    /** @param ids at least one, none blank; in the order of the reports */
    List<OrderReport> find(Collection<String> ids, SearchOptions options) throws InterruptedException {
        Set<String> all = new LinkedHashSet<>(ids);
        deadLetters = new DeadLetterSearch(topics, decoder, limits, progress, all);
        ParallelSteps.run("order", () -> searchFirst(all, options), () -> rows = new OrderRows(table.open(), clock));
        rows.read(all, offsets.keySet());
        Optional<Instant> from = earliest(all, options);
        Map<RecordIdentity, String> known = deadLetterOrigins(all);
        deadLetters.search(from, known);
        readNamedRecords(all);
        search.searchRest(this::isExplained);
        Map<RecordIdentity, String> origins = deadLetterOrigins(all);
        if (!known.keySet().containsAll(origins.keySet())) {
            deadLetters.search(from, origins);
        }
        if (all.stream().map(this::facts).anyMatch(OrderLookup::isWaiting)) {
            measureRates(all, options);
            deadLetters.search(from, deadLetterOrigins(all));
        }
        return reports(all, options);
    }

    private void searchFirst(Set<String> ids, SearchOptions options) throws InterruptedException {
        topics.connect();
        offsets = options.select(topics.orders(), topics.offsets());
        search = new RecordSearch(topics, decoder, offsets, limits, progress, found, ids, options);
        search.searchFirst();
    }

    /** Reads the records that rows and dead letters name, wherever they are. */
    private void readNamedRecords(Set<String> ids) {
        try (RecordSource source = topics.open()) {
            for (String id : ids) {
                named(id).forEach(position -> search.readNamed(source, position));
            }
        }
    }

    private Set<RecordPosition> named(String id) {
        Set<RecordPosition> named = new LinkedHashSet<>();
        rows.of(id)
                .forEach(
                        (partition, row) -> named.add(new RecordPosition(topics.orders(), partition, row.writtenAt())));
        deadLetters.of(id).stream()
                .flatMap(deadLetter -> deadLetter.origin().stream())
                .filter(origin -> offsets.containsKey(origin.partition()))
                .forEach(named::add);
        found.of(id).forEach(record -> named.remove(record.position()));
        return named;
    }

    private boolean isExplained(String id) {
        return found.has(id) || !rows.of(id).isEmpty() || !deadLetters.of(id).isEmpty();
    }

    /** From when on there may be dead letters of the orders. */
    private static Optional<Instant> earliest(Set<String> ids, SearchOptions options) {
        List<Optional<Instant>> times = ids.stream()
                .map(id -> options.from().or(() -> Ring.time(id).map(time -> time.minus(Ring.BEFORE))))
                .toList();
        return times.stream().allMatch(Optional::isPresent)
                ? times.stream().flatMap(Optional::stream).min(Instant::compareTo)
                : Optional.empty();
    }

    /** The records that may have dead letters, each with its order. */
    private Map<RecordIdentity, String> deadLetterOrigins(Set<String> ids) {
        Map<RecordIdentity, String> origins = new HashMap<>();
        ids.forEach(id -> found.of(id).forEach(record -> origins.put(record.identity(), id)));
        return origins;
    }

    private static boolean isWaiting(OrderFacts facts) {
        OrderJudge judge = new OrderJudge(facts);
        return facts.records().stream().anyMatch(record -> judge.finding(record).fate() == Fate.NOT_CONSUMED);
    }

    /** Looks again, because what was not consumed may be by now. */
    private void measureRates(Set<String> ids, SearchOptions options) throws InterruptedException {
        Map<Integer, Offsets> before = offsets;
        pause.await(RATE_INTERVAL);
        offsets = options.select(topics.orders(), topics.offsets());
        offsets.forEach((partition, now) -> {
            long consumed =
                    now.committed() - before.getOrDefault(partition, now).committed();
            rates.put(partition, Math.max(0, consumed) / (RATE_INTERVAL.toMillis() / 1e3));
        });
        rows.read(ids, offsets.keySet());
        readNamedRecords(ids);
    }

    private OrderFacts facts(String id) {
        return new OrderFacts(
                topics.orders(),
                id,
                found.of(id),
                deadLetters.of(id),
                deadLetters.isComplete(),
                rows.of(id),
                rows.addedColumns(),
                rows.expiry(),
                offsets,
                rates);
    }

    private List<OrderReport> reports(Set<String> ids, SearchOptions options) throws InterruptedException {
        Optional<Instant> firstDeadLetter = ids.stream()
                .flatMap(id -> deadLetters.of(id).stream())
                .map(FoundDeadLetter::time)
                .min(Instant::compareTo);
        ReportBuilder builder = new ReportBuilder(
                firstDeadLetter.isPresent()
                        ? topics.replays(firstDeadLetter.get().minus(Ring.BEFORE))
                        : Optional.of(deadLetter -> false),
                decoder.missesRegistry());
        return ids.stream()
                .map(id -> builder.report(facts(id), found.dropped(id), search.searched(id, options.partitions())))
                .toList();
    }

    @Override
    public void close() {
        topics.close();
    }
}
