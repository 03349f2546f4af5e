package io.orderpipeline.consumer.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.consumer.monitoring.CustomerNameMask;
import io.orderpipeline.consumer.report.SnapshotJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Orders as they stand in the table. They are read on a thread of their own, when a page asks and not more often than
 * every few seconds: many pages are no load for the database, and a database that is away holds no page up. Safe for
 * use by several threads.
 */
final class NewestOrdersEndpoint implements AutoCloseable {

    private static final Duration FRESH = Duration.ofSeconds(5);

    private static final Logger LOG = LoggerFactory.getLogger(NewestOrdersEndpoint.class);

    private final InstantSource clock;
    private final ExecutorService reading = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "order-samples");
        thread.setDaemon(true);
        return thread;
    });
    private Callable<Map<Integer, List<Order>>> table = Map::of;
    private CompletableFuture<Void> underWay = CompletableFuture.completedFuture(null);
    private Instant readAt = Instant.MIN;
    private volatile byte[] newest = "[]".getBytes(UTF_8);

    NewestOrdersEndpoint(InstantSource clock) {
        this.clock = clock;
    }

    /** @param reader gives the newest orders by partition; may block, and may fail */
    synchronized void from(Callable<Map<Integer, List<Order>>> reader) {
        table = reader;
        readAt = Instant.MIN;
    }

    /** What was read last; it is read anew for whoever asks next. Never blocks. */
    synchronized byte[] json() {
        Instant now = clock.instant();
        if (underWay.isDone()
                && (readAt.equals(Instant.MIN) || readAt.plus(FRESH).isBefore(now))) {
            readAt = now;
            Callable<Map<Integer, List<Order>>> reader = table;
            underWay = CompletableFuture.runAsync(() -> read(reader), reading);
        }
        return newest;
    }

    private void read(Callable<Map<Integer, List<Order>>> reader) {
        try {
            Map<Integer, List<Order>> orders = reader.call();
            newest = SnapshotJson.bytes(json -> write(orders, json));
        } catch (Exception e) {
            LOG.debug("Cassandra did not give the sample orders", e);
        }
    }

    private static void write(Map<Integer, List<Order>> byPartition, JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (Map.Entry<Integer, List<Order>> orders : byPartition.entrySet()) {
            for (Order order : orders.getValue()) {
                write(orders.getKey(), order, json);
            }
        }
        json.writeEndArray();
    }

    private static void write(int partition, Order order, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeNumberField("partition", partition);
        json.writeStringField("id", order.orderId());
        json.writeStringField("time", Objects.toString(order.timestamp(), "-"));
        json.writeStringField("customer", CustomerNameMask.masked(order.customerName()));
        json.writeStringField("category", order.category());
        json.writeStringField("product", order.product());
        json.writeNumberField("quantity", order.quantity());
        json.writeStringField("price", amount(order.price()));
        json.writeStringField("total", amount(order.totalAmount()));
        json.writeEndObject();
    }

    /** A cell that somebody deleted by hand is null. */
    private static String amount(BigDecimal amount) {
        return amount == null ? "-" : amount.toPlainString();
    }

    @Override
    public void close() {
        reading.shutdownNow();
    }
}
