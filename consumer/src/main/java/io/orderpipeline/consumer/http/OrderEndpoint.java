package io.orderpipeline.consumer.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.cli.DaemonThreads;
import io.orderpipeline.common.cli.ErrorText;
import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.http.HttpResponse;
import java.net.URLDecoder;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests for single orders, one at a time and on a thread of its own, because a search reads from Kafka and
 * Cassandra. Safe for use by several threads.
 */
public final class OrderEndpoint implements AutoCloseable {

    static final String PATH = "/api/orders/";

    private static final int RETRY_SECONDS = 1;

    private static final Logger LOG = LoggerFactory.getLogger(OrderEndpoint.class);

    private final ExecutorService thread = Executors.newSingleThreadExecutor(DaemonThreads.named("order-query"));
    private final AtomicBoolean isBusy = new AtomicBoolean();
    private volatile Optional<Query> query = Optional.empty();

    /** Finds what became of an order, as JSON. May block. */
    @FunctionalInterface
    public interface Query {

        /** @throws UserError for bad usage when the id is invalid; for any other reason when it cannot be found out */
        byte[] json(String id) throws InterruptedException;
    }

    OrderEndpoint() {}

    void open(Query opened) {
        query = Optional.of(opened);
    }

    /**
     * Never blocks.
     *
     * @param path as in the request, the id in percent-encoding
     */
    void respond(String path, Response response, Callback callback) {
        Optional<Query> current = query;
        if (current.isEmpty()) {
            refuse(HttpStatus.SERVICE_UNAVAILABLE_503, "starting", response, callback);
        } else if (isBusy.compareAndSet(false, true)) {
            start(current.get(), id(path), response, callback);
        } else {
            refuse(
                    HttpStatus.TOO_MANY_REQUESTS_429,
                    "another order is being searched; try again in a second",
                    response,
                    callback);
        }
    }

    /** A plus is not a space here, as it is in forms. */
    private static String id(String path) {
        return URLDecoder.decode(path.substring(PATH.length()).replace("+", "%2B"), UTF_8);
    }

    private void start(Query current, String id, Response response, Callback callback) {
        try {
            thread.execute(() -> run(current, id, response, callback));
        } catch (RejectedExecutionException e) {
            refuse(HttpStatus.SERVICE_UNAVAILABLE_503, "stopping", response, callback);
        }
    }

    private void run(Query current, String id, Response response, Callback callback) {
        HttpResponse result;
        try {
            result = HttpResponse.json(HttpStatus.OK_200, current.json(id));
        } catch (UserError e) {
            result = failure(e, response);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            result = HttpResponse.text(HttpStatus.SERVICE_UNAVAILABLE_503, "stopping");
        } catch (RuntimeException | Error e) {
            result = unexpected(e, response);
        } finally {
            // Before the response, so that the client can ask for the next order at once.
            isBusy.set(false);
        }
        result.send(response, callback);
    }

    /** Logs no message, which may have the values of an order; the stack trace of debugging has it. */
    private static HttpResponse unexpected(Throwable e, Response response) {
        LOG.warn("The search for an order failed: {}; the log level DEBUG shows where", ErrorText.kind(e));
        LOG.debug("The search for an order failed", e);
        return failure(UserError.failed("the order cannot be looked up now: " + ErrorText.of(e), e), response);
    }

    private static HttpResponse failure(UserError e, Response response) {
        boolean isBadId = e.exitCode() == Program.BAD_USAGE;
        if (!isBadId) {
            retryLater(response);
        }
        return HttpResponse.text(
                isBadId ? HttpStatus.BAD_REQUEST_400 : HttpStatus.SERVICE_UNAVAILABLE_503, e.getMessage());
    }

    private static void refuse(int status, String reason, Response response, Callback callback) {
        retryLater(response);
        HttpResponse.text(status, reason).send(response, callback);
    }

    private static void retryLater(Response response) {
        response.getHeaders().put(HttpHeader.RETRY_AFTER, RETRY_SECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
