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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Searches the topic for the records of orders that are in the same rings. Used by one thread at a time. */
final class RecordSearch {

    /** For the estimate of a long search: on two cores, one of which the broker takes. */
    static final long RECORDS_PER_SECOND = 400_000;

    private final LookupTopics topics;
    private final OrderDecoder decoder;
    private final Map<Integer, Offsets> offsets;
    private final LookupLimits limits;
    private final LookupProgress progress;
    private final FoundRecords found;
    private final Set<String> ids;
    private final IdMatcher matcher;
    private final OrderIdReader idReader;
    private final List<Ring> rings;
    private final Map<Integer, OffsetRange> searched = new TreeMap<>();
    private final List<OffsetRange> tails = new ArrayList<>();
    private final Set<RecordPosition> readByName = ConcurrentHashMap.newKeySet();
    private int nextRing;
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
            List<Ring> rings) {
        this.topics = topics;
        this.decoder = decoder;
        this.offsets = offsets;
        this.limits = limits;
        this.progress = progress;
        this.found = found;
        this.ids = ids;
        this.matcher = new IdMatcher(ids);
        this.idReader = new OrderIdReader(decoder, progress);
        this.rings = rings;
        offsets.keySet().forEach(partition -> searched.put(partition, new OffsetRange(partition, 0, 0)));
    }

    Set<String> ids() {
        return ids;
    }

    /** Searches the first ring, in which most orders are. */
    void searchFirst() throws InterruptedException {
        searchNextRing(false);
    }

    /**
     * Searches further rings: all until every order is found, and then only while that is a matter of few records. Then
     * what the group has not consumed yet, where a later record may wait.
     *
     * @param isExplained whether something was found of every order
     */
    void searchRest(boolean isExplained) throws InterruptedException {
        boolean goOn = true;
        while (goOn && nextRing < rings.size()) {
            goOn = searchNextRing(isExplained || ids.stream().allMatch(found::has));
        }
        if (rings.size() > 1) {
            searchTail();
        }
    }

    private boolean searchNextRing(boolean onlyIfSmall) throws InterruptedException {
        Ring ring = rings.get(nextRing);
        Map<Integer, OffsetRange> ranges = ranges(ring);
        List<OffsetRange> left = unsearched(ranges.values());
        long records = read + size(left);
        boolean isNeeded = records <= limits.fewRecords() || !(onlyIfSmall || ring.isOptional());
        if (!isNeeded || records > limits.records()) {
            return false;
        }
        announce(size(left));
        scan(left);
        progress.end();
        ranges.forEach((partition, range) -> searched.merge(partition, range, OffsetRange::with));
        nextRing++;
        return true;
    }

    private void announce(long records) {
        if (records > limits.fewRecords()) {
            String why = rings.size() > 1 || !rings.get(0).equals(Ring.WHOLE_TOPIC)
                    ? ""
                    : ": only a UUIDv7 tells when an order was created; --from and --to narrow the search";
            progress.begin(
                    "Searching %,d records of %s, about %,d s%s"
                            .formatted(records, topics.orders(), 1 + records / RECORDS_PER_SECOND, why),
                    records);
        }
    }

    private void searchTail() throws InterruptedException {
        List<OffsetRange> tail = unsearched(offsets.entrySet().stream()
                .map(entry -> new OffsetRange(
                        entry.getKey(),
                        firstUnconsumed(entry.getValue()),
                        entry.getValue().end()))
                .toList());
        if (read + size(tail) <= Math.min(limits.fewRecords(), limits.records())) {
            scan(tail);
            tails.addAll(tail);
        }
    }

    /** Retention may have deleted records that were not consumed. */
    static long firstUnconsumed(Offsets offsets) {
        return Math.max(offsets.beginning(), offsets.committed());
    }

    private void scan(List<OffsetRange> ranges) throws InterruptedException {
        read += size(ranges);
        ParallelScan.Reader<OffsetRange> reader = (range, source) -> source.read(
                new TopicPartition(topics.orders(), range.partition()), range.from(), range.to(), this::examine);
        ParallelScan.run("order", ranges, limits.threads(), topics::open, reader);
    }

    /** Reads a record wherever it is, unless it was read: one that was left out must not be counted again. */
    void readNamed(RecordSource source, RecordPosition position) {
        boolean isSearched =
                Stream.concat(searched.values().stream(), tails.stream()).anyMatch(range -> range.contains(position));
        if (!isSearched && !readByName.contains(position)) {
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

    private Map<Integer, Long> offsetsAt(Optional<Instant> time) throws InterruptedException {
        return time.isEmpty() ? Map.of() : topics.offsetsAt(time.get());
    }

    private List<OffsetRange> unsearched(Iterable<OffsetRange> ranges) {
        List<OffsetRange> left = new ArrayList<>();
        ranges.forEach(range -> range.without(searched.get(range.partition())).forEach(left::add));
        return left;
    }

    static long size(List<OffsetRange> ranges) {
        return ranges.stream().mapToLong(OffsetRange::size).sum();
    }

    /** @param partitions that the user has chosen; empty for all */
    Searched searched(Set<Integer> partitions) {
        List<OffsetRange> ranges = new ArrayList<>(searched.values());
        ranges.removeIf(OffsetRange::isEmpty);
        ranges.addAll(tails);
        long all = offsets.values().stream()
                .mapToLong(known -> known.end() - known.beginning())
                .sum();
        Optional<Ring> widest = nextRing == 0 ? Optional.empty() : Optional.of(rings.get(nextRing - 1));
        return new Searched(partitions, widest, ranges, all - size(ranges));
    }
}
