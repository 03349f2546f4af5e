package io.orderpipeline.consumer.terminal;

import io.orderpipeline.common.order.Order;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks every few seconds at what was stored last, on a thread of its own: the view never waits for the database, and
 * the poll threads know nothing of it. Safe for use by several threads.
 */
final class NewestOrdersPoller implements AutoCloseable {

    private static final long SECONDS_BETWEEN_GLANCES = 3;

    private static final Logger LOG = LoggerFactory.getLogger(NewestOrdersPoller.class);

    private final Callable<Map<Integer, List<Order>>> reader;
    private final ScheduledExecutorService reading;
    private volatile Map<Integer, List<Order>> newest = Map.of();

    NewestOrdersPoller(Callable<Map<Integer, List<Order>>> reader) {
        this.reader = reader;
        this.reading = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "terminal-orders");
            thread.setDaemon(true);
            return thread;
        });
        var unused = reading.scheduleWithFixedDelay(this::read, 0, SECONDS_BETWEEN_GLANCES, TimeUnit.SECONDS);
    }

    private void read() {
        try {
            newest = reader.call();
        } catch (Exception e) {
            LOG.debug("Cassandra did not give the newest orders; those of before are shown on", e);
        }
    }

    Map<Integer, List<Order>> newest() {
        return newest;
    }

    @Override
    public void close() {
        reading.shutdownNow();
    }
}
