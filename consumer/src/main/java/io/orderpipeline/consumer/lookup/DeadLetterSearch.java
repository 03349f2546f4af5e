package io.orderpipeline.consumer.lookup;

import io.orderpipeline.consumer.deadletter.DeadLetterRecord;
import io.orderpipeline.consumer.deadletter.RecordPosition;
import io.orderpipeline.consumer.kafka.OrderDecoder;
import io.orderpipeline.consumer.kafka.ParallelScan;
import io.orderpipeline.consumer.lookup.id.IdMatcher;
import io.orderpipeline.consumer.lookup.id.OrderIdReader;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Searches the dead letters of orders: by the id in their bytes, and by the position and time of their record, because
 * only the beginning of a large record may be there. Used by one thread at a time.
 */
final class DeadLetterSearch {

    /** Of one order; older ones are left out. */
    private static final int MOST = 50;

    private final LookupTopics topics;
    private final LookupLimits limits;
    private final LookupProgress progress;
    private final IdMatcher matcher;
    private final OrderIdReader idReader;
    private final Map<String, Map<RecordPosition, FoundDeadLetter>> byId = new HashMap<>();
    private boolean isComplete = true;

    DeadLetterSearch(
            LookupTopics topics,
            OrderDecoder decoder,
            LookupLimits limits,
            LookupProgress progress,
            Collection<String> ids) {
        this.topics = topics;
        this.limits = limits;
        this.progress = progress;
        this.matcher = new IdMatcher(ids);
        this.idReader = new OrderIdReader(decoder, progress);
        ids.forEach(id -> byId.put(id, new TreeMap<>(DeadLetterSearch::compare)));
    }

    private static int compare(RecordPosition a, RecordPosition b) {
        return a.partition() == b.partition()
                ? Long.compare(a.offset(), b.offset())
                : Integer.compare(a.partition(), b.partition());
    }

    /**
     * When the limits do not allow to read all, reads the first ones after the time, or the newest without one.
     *
     * @param from the time of the first record that may be of an order; empty for the beginning
     * @param origins records that may be invalid, with the order that each belongs to
     */
    void search(Optional<Instant> from, Map<RecordIdentity, String> origins) throws InterruptedException {
        Collection<OffsetRange> all = topics.deadLettersFrom(from).values();
        long limit = all.isEmpty() ? 0 : limits.records() / all.size();
        List<OffsetRange> ranges = all.stream()
                .filter(range -> !range.isEmpty())
                .map(range -> from.isPresent() ? range.first(limit) : range.last(limit))
                .toList();
        isComplete = all.stream().allMatch(range -> range.size() <= limit);
        long records = RecordSearch.size(ranges);
        if (records > limits.fewRecords()) {
            progress.begin("Searching %,d dead letters".formatted(records), records);
        }
        ParallelScan.Reader<OffsetRange> reader = (range, source) -> source.read(
                new TopicPartition(topics.deadLetters(), range.partition()),
                range.from(),
                range.to(),
                record -> examine(record, origins));
        ParallelScan.run("order", ranges, limits.threads(), topics::open, reader);
        progress.end();
    }

    /** Called by several threads. */
    private void examine(ConsumerRecord<byte[], byte[]> record, Map<RecordIdentity, String> origins) {
        progress.record();
        Set<String> named = matcher.find(record.value());
        FoundDeadLetter deadLetter = FoundDeadLetter.of(new DeadLetterRecord(record));
        Optional<RecordPosition> origin = deadLetter.origin();
        if (origin.isPresent() && !origin.get().topic().equals(topics.orders())) {
            return;
        }
        Optional<String> known = named.isEmpty() ? Optional.empty() : idReader.read(record);
        named.stream().filter(id -> known.isEmpty() || known.get().equals(id)).forEach(id -> add(id, deadLetter));
        deadLetter.identity().map(origins::get).ifPresent(id -> add(id, deadLetter));
    }

    private synchronized void add(String id, FoundDeadLetter deadLetter) {
        Map<RecordPosition, FoundDeadLetter> found = byId.get(id);
        found.put(deadLetter.position(), deadLetter);
        if (found.size() > MOST) {
            found.values()
                    .remove(found.values().stream()
                            .min(Comparator.comparing(FoundDeadLetter::time))
                            .orElseThrow());
        }
    }

    /** By partition and offset. */
    synchronized List<FoundDeadLetter> of(String id) {
        return new ArrayList<>(byId.get(id).values());
    }

    /** Whether the limits allowed to read all of them. */
    boolean isComplete() {
        return isComplete;
    }
}
