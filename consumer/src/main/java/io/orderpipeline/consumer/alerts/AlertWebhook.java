package io.orderpipeline.consumer.alerts;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
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

/** Posts to somebody's address, on a thread of its own: one that is slow or away holds nothing up. */
final class AlertWebhook implements AutoCloseable {

    private static final int TRIES = 3;
    private static final int WAITING = 32;
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** For what is still to be told when the program ends. */
    private static final long CLOSE_LIMIT_SECONDS = 2;

    private static final Logger LOG = LoggerFactory.getLogger(AlertWebhook.class);

    private final URI target;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(LIMIT).build();
    private final ThreadPoolExecutor posting =
            new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING), task -> {
                Thread thread = new Thread(task, "alert-webhook");
                thread.setDaemon(true);
                return thread;
            });

    AlertWebhook(URI target) {
        this.target = target;
    }

    void post(AlertChange change) {
        try {
            posting.execute(() -> tryToPost(json(change)));
        } catch (RejectedExecutionException e) {
            LOG.warn("The webhook is not told of an alert, for it has not taken those before");
        }
    }

    private void tryToPost(String body) {
        HttpRequest request = HttpRequest.newBuilder(target)
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        String failure = "";
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                int status = client.send(request, BodyHandlers.discarding()).statusCode();
                if (status < 300) {
                    return;
                }
                failure = "it answers " + status;
            } catch (IOException e) {
                failure = e.toString();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        // Not the whole address: its path is often the secret.
        LOG.warn("The webhook at {} is not told of an alert: {}", target.getHost(), failure);
    }

    private static String json(AlertChange change) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("alert", change.alert());
            json.writeStringField("status", change.firing() ? "firing" : "resolved");
            json.writeStringField("text", change.text());
            json.writeStringField("time", change.time().toString());
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return text.toString();
    }

    @Override
    public void close() {
        posting.shutdown();
        try {
            if (!posting.awaitTermination(CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                posting.shutdownNow();
            }
        } catch (InterruptedException e) {
            posting.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
