package io.orderpipeline.common.http;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Responds to requests that the server cannot handle, and logs their number at most once a minute, without their text:
 * it comes from anyone who reaches the port. Safe for any thread; never blocks.
 */
final class MalformedRequests implements Request.Handler {

    static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(MalformedRequests.class);

    private final LongSupplier nanoTime;
    private long unreported;
    private long reportedAt;
    private boolean isReported;

    MalformedRequests(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Object error = request.getAttribute(ErrorHandler.ERROR_EXCEPTION);
        if (error == null || error instanceof HttpException) {
            count();
        } else if (error instanceof RuntimeException failure) {
            LOG.warn("Cannot respond to an HTTP request", failure);
        }
        HttpResponse.secure(response);
        HttpResponse.text(response.getStatus(), HttpStatus.getMessage(response.getStatus()))
                .send(response, callback);
        return true;
    }

    synchronized void count() {
        unreported++;
        long now = nanoTime.getAsLong();
        if (!isReported || now - reportedAt >= INTERVAL.toNanos()) {
            LOG.warn("Malformed HTTP requests rejected: {}", unreported);
            unreported = 0;
            reportedAt = now;
            isReported = true;
        }
    }
}
