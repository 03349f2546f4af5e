package io.orderpipeline.consumer.lookup;

import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.consumer.deadletter.RecordPosition;
import io.orderpipeline.consumer.kafka.OrderDecoder;
import io.orderpipeline.consumer.kafka.ParallelScan;
import io.orderpipeline.consumer.kafka.RecordSource;
import io.orderpipeline.consumer.lookup.id.IdMatcher;
import io.orderpipeline.consumer.lookup.id.OrderIdReader;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Searches the topic for the records of orders. Each order has its rings; the rings of all orders that are to be
 * searched next are read in one pass, each record once. Used by one thread at a time.
 */
final class RecordSearch {

    /** For the estimate of a long search: on two cores, one of which the broker takes. */
    static final long RECORDS_PER_SECOND = 400_000;

    private final LookupTopics topics;
    private final OrderDecoder decoder;
    private final Map<Integer, Offsets> offsets;
    private final LookupLimits limits;
    private final LookupProgress progress;
    private final FoundRecords found;
    private final IdMatcher matcher;
    private final OrderIdReader idReader;
    private final List<Ring.Search> searches;
    private final SearchedOffsets searched = new SearchedOffsets();
    private final Map<Instant, Map<Integer, Long>> offsetsAt = new HashMap<>();
    private final Set<RecordPosition> readByName = ConcurrentHashMap.newKeySet();
    private List<OffsetRange> tail = List.of();
    private long read;

    /**
     * @param offsets of the partitions to search
     * @param found to which records are added
     */
    RecordSearch(
            LookupTopics topics,
            OrderDecoder decoder,
            Map<Integer, Offsets> offsets,
            LookupLimits limits,
            LookupProgress progress,
            FoundRecords found,
            Set<String> ids,
            SearchOptions options) {
        this.topics = topics;
        this.decoder = decoder;
        this.offsets = offsets;
        this.limits = limits;
        this.progress = progress;
        this.found = found;
        this.matcher = new IdMatcher(ids);
        this.idReader = new OrderIdReader(decoder, progress);
        this.searches = searches(ids, options);
    }

    private static List<Ring.Search> searches(Set<String> ids, SearchOptions options) {
        Map<List<Ring>, Set<String>> byRings = new LinkedHashMap<>();
        ids.forEach(id -> byRings.computeIfAbsent(Ring.of(id, options), none -> new LinkedHashSet<>())
                .add(id));
        return byRings.entrySet().stream()
                .map(group -> new Ring.Search(group.getValue(), group.getKey()))
                .toList();
    }

    /** Searches the first ring of each order, in which most orders are. */
    void searchFirst() throws InterruptedException {
        searchNext(searches, id -> false);
    }

    /**
     * Searches further rings: of each order all until it is found, and then only while that is a matter of few records.
     * Then what the group has not consumed yet, where a later record may wait.
     *
     * @param isExplained whether something was found of an order
     */
    void searchRest(Predicate<String> isExplained) throws InterruptedException {
        List<Ring.Search> open = searches;
        while (!open.isEmpty()) {
            open = searchNext(open, isExplained);
        }
        if (searches.stream().anyMatch(Ring.Search::isNarrowed)) {
            searchTail();
        }
    }

    /** @return those that were searched */
    private List<Ring.Search> searchNext(List<Ring.Search> open, Predicate<String> isExplained)
            throws InterruptedException {
        Map<Ring.Search, Map<Integer, OffsetRange>> needed = new LinkedHashMap<>();
        for (Ring.Search search : open) {
            Optional<Ring> ring = search.next();
            if (ring.isPresent()) {
                Map<Integer, OffsetRange> ranges = ranges(ring.get());
                boolean onlyIfSmall =
                        ring.get().isOptional() || search.ids().stream().allMatch(isExplained);
                if (isAffordable(search, size(searched.missing(ranges.values())), onlyIfSmall)) {
                    needed.put(search, ranges);
                }
            }
        }
        List<OffsetRange> left = searched.missing(needed.values().stream()
                .flatMap(ranges -> ranges.values().stream())
                .toList());
        announce(size(left), needed.keySet());
        needed.forEach((search, ranges) -> search.advance(ranges, size(searched.missing(ranges.values()))));
        scan(left);
        progress.end();
        return List.copyOf(needed.keySet());
    }

    private boolean isAffordable(Ring.Search search, long records, boolean onlyIfSmall) {
        return read + records <= limits.records() && (search.read() + records <= limits.fewRecords() || !onlyIfSmall);
    }

    private void announce(long records, Set<Ring.Search> now) {
        if (records > limits.fewRecords()) {
            boolean needsAll = now.stream()
                    .anyMatch(search ->
                            search.next().filter(Ring.WHOLE_TOPIC::equals).isPresent());
            progress.begin(
                    "Searching %,d records of %s, about %,d s%s"
                            .formatted(
                                    records,
                                    topics.orders(),
                                    1 + records / RECORDS_PER_SECOND,
                                    needsAll
                                            ? ": only a UUIDv7 tells when an order was created; --from and --to narrow"
                                                    + " the search"
                                            : ""),
                    records);
        }
    }

    private void searchTail() throws InterruptedException {
        List<OffsetRange> left = searched.missing(offsets.entrySet().stream()
                .map(entry -> new OffsetRange(
                        entry.getKey(),
                        firstUnconsumed(entry.getValue()),
                        entry.getValue().end()))
                .toList());
        if (size(left) <= limits.fewRecords() && read + size(left) <= limits.records()) {
            scan(left);
            tail = left;
        }
    }

    /** Retention may have deleted records that were not consumed. */
    static long firstUnconsumed(Offsets offsets) {
        return Math.max(offsets.beginning(), offsets.committed());
    }

    private void scan(List<OffsetRange> ranges) throws InterruptedException {
        read += size(ranges);
        ranges.forEach(searched::add);
        ParallelScan.Reader<OffsetRange> reader = (range, source) -> source.read(
                new TopicPartition(topics.orders(), range.partition()), range.from(), range.to(), this::examine);
        ParallelScan.run("order", ranges, limits.threads(), topics::open, reader);
    }

    /** Reads a record wherever it is, unless it was read: one that was left out must not be counted again. */
    void readNamed(RecordSource source, RecordPosition position) {
        if (!searched.contains(position) && !readByName.contains(position)) {
            source.find(new TopicPartition(position.topic(), position.partition()), position.offset())
                    .ifPresent(record -> {
                        examine(record);
                        readByName.add(position);
                    });
        }
    }

    /** Adds the record to the orders it belongs to. Called by several threads. */
    private void examine(ConsumerRecord<byte[], byte[]> record) {
        progress.record();
        Set<String> named = matcher.find(record.value());
        if (!named.isEmpty() && !readByName.contains(RecordPosition.of(record))) {
            DecodeResult result = decoder.decode(record, progress);
            Optional<String> known = result instanceof DecodeResult.Valid valid
                    ? Optional.of(valid.order().orderId())
                    : idReader.read(record);
            FoundRecord of = FoundRecord.of(record, result, known.isPresent());
            named.stream()
                    .filter(id -> known.isEmpty() || known.get().equals(id))
                    .forEach(id -> found.add(id, of));
        }
    }

    private Map<Integer, OffsetRange> ranges(Ring ring) throws InterruptedException {
        Map<Integer, Long> from = offsetsAt(ring.from());
        Map<Integer, Long> to = offsetsAt(ring.to());
        Map<Integer, OffsetRange> ranges = new TreeMap<>();
        offsets.forEach((partition, known) -> {
            long first = ring.from().isEmpty() ? known.beginning() : from.getOrDefault(partition, known.end());
            long last = ring.to().isEmpty() ? known.end() : to.getOrDefault(partition, known.end());
            ranges.put(
                    partition,
                    new OffsetRange(partition, Math.max(known.beginning(), first), Math.min(known.end(), last)));
        });
        return ranges;
    }

    /** The rings of orders have times in common. */
    private Map<Integer, Long> offsetsAt(Optional<Instant> time) throws InterruptedException {
        if (time.isEmpty()) {
            return Map.of();
        }
        Map<Integer, Long> known = offsetsAt.get(time.get());
        if (known == null) {
            known = topics.offsetsAt(time.get());
            offsetsAt.put(time.get(), known);
        }
        return known;
    }

    static long size(List<OffsetRange> ranges) {
        return ranges.stream().mapToLong(OffsetRange::size).sum();
    }

    /** @param partitions that the user has chosen; empty for all */
    Searched searched(String id, Set<Integer> partitions) {
        Ring.Search search = searches.stream()
                .filter(one -> one.ids().contains(id))
                .findFirst()
                .orElseThrow();
        List<OffsetRange> ranges = new ArrayList<>(search.covered().values());
        ranges.removeIf(OffsetRange::isEmpty);
        ranges.addAll(search.isNarrowed() ? tail : List.of());
        long all = offsets.values().stream()
                .mapToLong(known -> known.end() - known.beginning())
                .sum();
        return new Searched(partitions, search.widest(), ranges, all - size(ranges));
    }
}
