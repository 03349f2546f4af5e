package io.orderpipeline.consumer.alerts;

import io.orderpipeline.common.cli.DaemonThreads;
import io.orderpipeline.common.cli.ErrorText;
import io.orderpipeline.consumer.report.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Posts the changes of alerts to a URL, on a thread of its own, so that a slow server delays nothing. */
final class AlertWebhook implements AutoCloseable {

    private static final int ATTEMPTS = 4;

    /** A receiver that restarts needs seconds: the attempts are spread over 21 of them. */
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private static final int QUEUE_LENGTH = 32;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    /** For changes that are still queued when the program ends. */
    private static final long CLOSE_TIMEOUT_SECONDS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(AlertWebhook.class);

    private final URI target;
    private final Duration pause;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    private final ThreadPoolExecutor posting = new ThreadPoolExecutor(
            1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(QUEUE_LENGTH), DaemonThreads.named("alert-webhook"));

    AlertWebhook(URI target) {
        this(target, FIRST_PAUSE);
    }

    /** @param pause before the second attempt; four times as long before each further one */
    AlertWebhook(URI target, Duration pause) {
        this.target = target;
        this.pause = pause;
    }

    void post(AlertRule.Change change) {
        try {
            posting.execute(() -> tryToPost(json(change)));
        } catch (RejectedExecutionException e) {
            LOG.warn("Cannot post an alert to the webhook: {} earlier ones are still waiting", QUEUE_LENGTH);
        }
    }

    private void tryToPost(byte[] body) {
        HttpRequest request = HttpRequest.newBuilder(target)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        String failure = "";
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            try {
                // The backoff of a thread that does nothing else, and that an interrupt ends.
                Thread.sleep(attempt == 1 ? 0 : pause.toMillis() << (2 * (attempt - 2)));
                int status = client.send(request, BodyHandlers.discarding()).statusCode();
                if (status < 300) {
                    return;
                }
                failure = "HTTP status " + status;
            } catch (IOException e) {
                failure = ErrorText.of(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                failure += ", and the program ends";
                break;
            }
        }
        // Without the path, which is often a secret.
        LOG.warn("Cannot post an alert to the webhook at {}: {}", target.getHost(), failure);
    }

    private static byte[] json(AlertRule.Change change) {
        return new JsonObject()
                .put("alert", change.alert())
                .put("status", change.firing() ? "firing" : "resolved")
                .put("text", change.text())
                .put("time", change.time().toString())
                .bytes();
    }

    @Override
    public void close() {
        posting.shutdown();
        try {
            if (!posting.awaitTermination(CLOSE_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                posting.shutdownNow();
            }
        } catch (InterruptedException e) {
            posting.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
