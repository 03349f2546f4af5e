package io.orderpipeline.consumer.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.type.codec.TypeCodecs;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.order.OrderJsonWriter;
import io.orderpipeline.consumer.cassandra.RowReader;
import io.orderpipeline.consumer.cassandra.row.AddedColumns;
import io.orderpipeline.consumer.cassandra.row.CqlValues;
import io.orderpipeline.consumer.cassandra.row.StoredOrder;
import io.orderpipeline.consumer.kafka.OrderDecoder;
import io.orderpipeline.consumer.kafka.RecordSource;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.verify.VerifyRange.Range;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** A topic, its dead letters and its table in memory, which tests damage for verify or a lookup to find. */
public final class FakeWorld implements RecordSource, RowReader {

    public static final String TOPIC = "orders";
    public static final String DEAD_LETTERS = "dead";

    private static final OrderJsonWriter JSON = new OrderJsonWriter();

    public final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> logs = new HashMap<>();
    public final Map<Integer, TreeMap<String, StoredOrder>> table = new HashMap<>();
    public final Map<Integer, Offsets> offsets = new TreeMap<>();
    final Map<Integer, Long> lostMeanwhile = new TreeMap<>();
    final StopSignal stop = new StopSignal();
    final AtomicInteger openSources = new AtomicInteger();
    RowCallback beforeRows = partition -> {};
    public Optional<Duration> timeToLive = Optional.empty();
    Instant now = Instant.EPOCH;
    boolean isCompacted;
    RowReader rows = this;

    private final OrderDecoder decoder;

    /** All orders are JSON. */
    public FakeWorld() {
        this(new OrderDecoder(Optional.empty()));
    }

    FakeWorld(OrderDecoder decoder) {
        this.decoder = decoder;
    }

    /** Called when the rows of a partition are about to be read. */
    @FunctionalInterface
    interface RowCallback {
        void accept(int partition) throws InterruptedException;
    }

    public static Order order(String id, int quantity) {
        BigDecimal price = new BigDecimal("5.20");
        return new Order(
                id,
                "Ada",
                "Lamp",
                "tools",
                quantity,
                price,
                Instant.EPOCH,
                price.multiply(BigDecimal.valueOf(quantity)));
    }

    /** @return its offset */
    public long send(int partition, Order order) {
        return sendBytes(partition, JSON.write(order));
    }

    public long sendBytes(int partition, byte[] value) {
        return append(new TopicPartition(TOPIC, partition), value, new RecordHeaders());
    }

    /** The dead letter that the consumer would have written. */
    public void deadLetter(int partition, long offset, InvalidReason reason) {
        ConsumerRecord<byte[], byte[]> origin =
                log(new TopicPartition(TOPIC, partition)).get((int) offset);
        deadLetter(TOPIC, partition, offset, reason, origin.value());
    }

    void deadLetter(String topic, int partition, long offset, InvalidReason reason, byte[] value) {
        deadLetter(topic, partition, offset, reason, value, new RecordHeaders());
    }

    /** The first byte, and what describes the whole. */
    public void cutDeadLetter(int partition, long offset, InvalidReason reason, byte[] whole) {
        Headers headers = new RecordHeaders();
        headers.add("dead-letter.value-length", Integer.toString(whole.length).getBytes(UTF_8));
        byte[] sha256 = Fingerprints.newSha256().digest(whole);
        headers.add("dead-letter.value-sha256", HexFormat.of().formatHex(sha256).getBytes(UTF_8));
        deadLetter(TOPIC, partition, offset, reason, new byte[] {whole[0]}, headers);
    }

    private void deadLetter(
            String topic, int partition, long offset, InvalidReason reason, byte[] value, Headers headers) {
        headers.add("dead-letter.topic", topic.getBytes(UTF_8));
        headers.add("dead-letter.partition", Integer.toString(partition).getBytes(UTF_8));
        headers.add("dead-letter.offset", Long.toString(offset).getBytes(UTF_8));
        headers.add(
                "dead-letter.timestamp",
                Long.toString(timestamp(topic, partition, offset)).getBytes(UTF_8));
        headers.add("dead-letter.reason", reason.code().getBytes(UTF_8));
        headers.add("dead-letter.detail", "why".getBytes(UTF_8));
        append(new TopicPartition(DEAD_LETTERS, 0), value, headers);
    }

    /** That of the record; for an absent one, as it would be. */
    private long timestamp(String topic, int partition, long offset) {
        return logs.getOrDefault(new TopicPartition(topic, partition), List.of()).stream()
                .filter(record -> record != null && record.offset() == offset)
                .mapToLong(ConsumerRecord::timestamp)
                .findFirst()
                .orElse(1_000 + offset);
    }

    void foreignDeadLetter() {
        append(new TopicPartition(DEAD_LETTERS, 0), new byte[] {1}, new RecordHeaders());
    }

    public void store(int partition, long writtenAt, Order order) {
        List<ByteBuffer> values = Arrays.asList(
                CqlValues.text(order.customerName()),
                CqlValues.text(order.product()),
                CqlValues.text(order.category()),
                CqlValues.integer(order.quantity()),
                TypeCodecs.DECIMAL.encode(order.price(), ProtocolVersion.DEFAULT),
                CqlValues.timestamp(order.timestamp()),
                TypeCodecs.DECIMAL.encode(order.totalAmount(), ProtocolVersion.DEFAULT));
        put(partition, order.orderId(), values, writtenAt, "");
    }

    private void put(int partition, String orderId, List<ByteBuffer> values, long writtenAt, String strayKey) {
        rows(partition).put(orderId + strayKey, new StoredOrder(CqlValues.text(orderId), values, writtenAt, strayKey));
    }

    /** Deletes a record as compaction does: the others keep their offsets. */
    void compact(int partition, long offset) {
        isCompacted = true;
        log(new TopicPartition(TOPIC, partition)).set((int) offset, null);
    }

    /** Leaves only the id of an order's row. */
    public void hollow(int partition, String orderId) {
        StoredOrder row = rows(partition).get(orderId);
        put(partition, orderId, Collections.nCopies(row.values().size(), null), StoredOrder.UNKNOWN, "");
    }

    /** Puts a copy of an order's row where it does not belong. */
    void stray(int partition, String orderId, String place) {
        StoredOrder row = rows(partition).get(orderId);
        put(partition, orderId, row.values(), StoredOrder.UNKNOWN, place);
    }

    public TreeMap<String, StoredOrder> rows(int partition) {
        return table.computeIfAbsent(partition, none -> new TreeMap<>());
    }

    /** Commits the current end of the partition. */
    public void consumed(int partition) {
        consumed(partition, end(new TopicPartition(TOPIC, partition)));
    }

    public void consumed(int partition, long committed) {
        offsets.put(partition, new Offsets(0, end(new TopicPartition(TOPIC, partition)), committed));
    }

    VerifyReport verify(Path folder) throws InterruptedException {
        Range deadLetters = new Range(0, end(new TopicPartition(DEAD_LETTERS, 0)));
        VerifyRange range =
                new VerifyRange(TOPIC, DEAD_LETTERS, offsets, lostMeanwhile, Map.of(0, deadLetters), isCompacted);
        VerifyProgress progress = new VerifyProgress(stop, System::nanoTime);
        return new Verification(range, this::openSource, decoder, rows, folder, progress, System::nanoTime, () -> now)
                .run();
    }

    private RecordSource openSource() {
        openSources.incrementAndGet();
        return this;
    }

    /** @param millis since 1970, of the record */
    public long sendAt(int partition, long millis, byte[] value, Headers headers) {
        return append(new TopicPartition(TOPIC, partition), millis, value, headers);
    }

    private long append(TopicPartition partition, byte[] value, Headers headers) {
        return append(partition, 1_000 + end(partition), value, headers);
    }

    private long append(TopicPartition partition, long millis, byte[] value, Headers headers) {
        long offset = end(partition);
        byte[] key = "tools".getBytes(UTF_8);
        log(partition)
                .add(new ConsumerRecord<>(
                        partition.topic(),
                        partition.partition(),
                        offset,
                        millis,
                        TimestampType.CREATE_TIME,
                        key.length,
                        value == null ? -1 : value.length,
                        key,
                        value,
                        headers,
                        Optional.empty()));
        return offset;
    }

    private List<ConsumerRecord<byte[], byte[]>> log(TopicPartition partition) {
        return logs.computeIfAbsent(partition, none -> new ArrayList<>());
    }

    @Override
    public long beginning(TopicPartition partition) {
        Offsets known = partition.topic().equals(TOPIC) ? offsets.get(partition.partition()) : null;
        return known == null ? 0 : known.beginning();
    }

    @Override
    public long end(TopicPartition partition) {
        return logs.getOrDefault(partition, List.of()).size();
    }

    @Override
    public void read(TopicPartition partition, long from, long to, Consumer<ConsumerRecord<byte[], byte[]>> records) {
        logs.getOrDefault(partition, List.of()).subList((int) from, (int) to).stream()
                .filter(Objects::nonNull)
                .forEach(records);
    }

    @Override
    public void close() {
        openSources.decrementAndGet();
    }

    @Override
    public AddedColumns addedColumns() {
        return AddedColumns.NONE;
    }

    @Override
    public Optional<Duration> timeToLive() {
        return timeToLive;
    }

    @Override
    public SortedSet<Integer> partitions() {
        return new TreeSet<>(table.keySet());
    }

    @Override
    public void read(int partition, Consumer<StoredOrder> rows) throws InterruptedException {
        beforeRows.accept(partition);
        table.getOrDefault(partition, new TreeMap<>()).values().forEach(rows);
    }

    @Override
    public Optional<StoredOrder> find(int partition, String orderId) {
        return Optional.ofNullable(rows(partition).get(orderId));
    }
}
