package io.orderpipeline.consumer.lookup;

import io.orderpipeline.consumer.deadletter.RecordPosition;
import io.orderpipeline.consumer.kafka.RecordSource;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.verify.FakeWorld;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** The topics of a fake world, which count the orders that are read. */
final class FakeTopics implements LookupTopics {

    final AtomicLong ordersRead = new AtomicLong();
    Optional<Predicate<RecordPosition>> replays = Optional.of(deadLetter -> false);
    Instant replaysFrom = Instant.MAX;

    private final FakeWorld world;

    FakeTopics(FakeWorld world) {
        this.world = world;
    }

    @Override
    public void connect() {}

    @Override
    public String orders() {
        return FakeWorld.TOPIC;
    }

    @Override
    public String deadLetters() {
        return FakeWorld.DEAD_LETTERS;
    }

    @Override
    public Map<Integer, Offsets> offsets() {
        return new TreeMap<>(world.offsets);
    }

    @Override
    public Map<Integer, Long> offsetsAt(Instant time) {
        Map<Integer, Long> found = new TreeMap<>();
        world.offsets.keySet().forEach(partition -> log(FakeWorld.TOPIC, partition).stream()
                .filter(record -> record.timestamp() >= time.toEpochMilli())
                .findFirst()
                .ifPresent(record -> found.put(partition, record.offset())));
        return found;
    }

    @Override
    public Map<Integer, OffsetRange> deadLettersFrom(Optional<Instant> from) {
        return Map.of(0, new OffsetRange(0, 0, log(FakeWorld.DEAD_LETTERS, 0).size()));
    }

    private List<ConsumerRecord<byte[], byte[]>> log(String topic, int partition) {
        return world.logs.getOrDefault(new TopicPartition(topic, partition), List.of());
    }

    @Override
    public RecordSource open() {
        return new RecordSource() {
            @Override
            public long beginning(TopicPartition partition) {
                return world.beginning(partition);
            }

            @Override
            public long end(TopicPartition partition) {
                return world.end(partition);
            }

            @Override
            public void read(
                    TopicPartition partition, long from, long to, Consumer<ConsumerRecord<byte[], byte[]>> records) {
                ordersRead.addAndGet(partition.topic().equals(FakeWorld.TOPIC) ? to - from : 0);
                world.read(partition, from, to, records);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public Optional<Predicate<RecordPosition>> replays(Instant from) {
        replaysFrom = from;
        return replays;
    }

    @Override
    public void close() {}
}
