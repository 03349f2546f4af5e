package io.orderpipeline.common.http;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Closes connections on which no complete request arrives in time. The idle timeout of Jetty does not do that, because
 * each byte starts it anew: a client that sends one byte of a header now and then would keep its connection for ever.
 * Safe for any thread.
 */
final class RequestDeadline implements Connection.Listener {

    private final Scheduler scheduler;
    private final Duration limit;
    private final Map<Connection, Wait> waits = new ConcurrentHashMap<>();

    /** @param limit for a request, from the connection or from the response before */
    RequestDeadline(Scheduler scheduler, Duration limit) {
        this.scheduler = scheduler;
        this.limit = limit;
    }

    /** Of one connection for its next request. */
    private final class Wait {

        private final Connection connection;
        private int requests;
        private Optional<Scheduler.Task> task = Optional.empty();

        Wait(Connection connection) {
            this.connection = connection;
        }

        synchronized void start() {
            task = Optional.of(scheduler.schedule(connection.getEndPoint()::close, limit));
        }

        synchronized void stop() {
            task.ifPresent(Scheduler.Task::cancel);
            task = Optional.empty();
        }

        /** The next request on the connection may arrive before the completion of this one is reported. */
        synchronized void arrived() {
            requests++;
            stop();
        }

        synchronized void completed() {
            requests--;
            if (requests == 0 && waits.containsKey(connection)) {
                start();
            }
        }
    }

    @Override
    public void onOpened(Connection connection) {
        Wait wait = new Wait(connection);
        waits.put(connection, wait);
        wait.start();
    }

    @Override
    public void onClosed(Connection connection) {
        Optional.ofNullable(waits.remove(connection)).ifPresent(Wait::stop);
    }

    /** The headers of a request are complete: its response may take longer, as a stream of events does. */
    void onRequest(Request request) {
        Wait wait = waits.get(request.getConnectionMetaData().getConnection());
        if (wait != null) {
            wait.arrived();
            Request.addCompletionListener(request, failure -> wait.completed());
        }
    }
}
