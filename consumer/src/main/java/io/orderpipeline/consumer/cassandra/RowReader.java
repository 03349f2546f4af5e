package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.codec.registry.CodecRegistry;
import io.orderpipeline.common.order.OrderLimits;
import io.orderpipeline.consumer.cassandra.row.AddedColumns;
import io.orderpipeline.consumer.cassandra.row.StoredOrder;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedSet;
import java.util.function.Consumer;

/**
 * Reads the rows of the orders table. An interface, so that tests can replace the database. Safe for use by several
 * threads.
 */
public interface RowReader {

    /** The added columns that are part of each row. */
    AddedColumns addedColumns();

    /** The Kafka partitions that have rows. */
    SortedSet<Integer> partitions() throws InterruptedException;

    /** The TTL of a row; empty when rows do not expire. */
    Optional<Duration> timeToLive();

    /** Passes on every row of a Kafka partition, including rows in a shard that their id does not belong to. */
    void read(int partition, Consumer<StoredOrder> rows) throws InterruptedException;

    Optional<StoredOrder> find(int partition, String orderId) throws InterruptedException;

    /**
     * The schema columns of a row for people, in the order of {@link StoredOrder#COLUMNS}; without those that are not
     * set.
     */
    static Map<String, String> texts(StoredOrder row) {
        Map<String, DataType> types = TableShape.ofOrders(List.of(), Map.of()).columns();
        Map<String, String> texts = new LinkedHashMap<>();
        for (int i = 0; i < StoredOrder.COLUMNS.size(); i++) {
            String column = StoredOrder.COLUMNS.get(i);
            ByteBuffer value = row.values().get(i);
            if (value != null) {
                texts.put(column, text(value, types.get(column)));
            }
        }
        return texts;
    }

    /** A row that was edited by hand may have an amount whose digits would fill the memory. */
    private static String text(ByteBuffer value, DataType type) {
        Object decoded = CodecRegistry.DEFAULT.codecFor(type).decode(value.duplicate(), ProtocolVersion.DEFAULT);
        return decoded instanceof BigDecimal amount && Math.abs(amount.scale()) <= 2 * OrderLimits.AMOUNT_DIGITS
                ? amount.toPlainString()
                : Objects.toString(decoded, "");
    }
}
