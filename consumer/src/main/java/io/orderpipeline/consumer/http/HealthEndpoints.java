package io.orderpipeline.consumer.http;

import io.orderpipeline.common.http.HttpResponse;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.PipelineState;
import io.orderpipeline.consumer.report.SnapshotJson;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.jetty.http.HttpStatus;

/** The two answers for whoever watches processes: whether this one works, and whether it can take orders. */
final class HealthEndpoints {

    /** A view is made every second; without one for so long, the main thread hangs. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private HealthEndpoints() {}

    /** @param newest null before the first: broker and database are still waited for */
    static HttpResponse working(PipelineSnapshot newest, Instant now) {
        boolean works = newest == null || isFresh(newest, now);
        return answer(works, "works", works ? "" : "nothing was observed since " + newest.time());
    }

    static HttpResponse ready(PipelineSnapshot newest, Instant now) {
        if (newest == null) {
            return answer(false, "ready", "starting: broker, topic or Cassandra is not there yet");
        }
        if (!isFresh(newest, now)) {
            return answer(false, "ready", "nothing was observed since " + newest.time());
        }
        boolean isReady = newest.state() == PipelineState.RUNNING;
        return answer(isReady, "ready", isReady ? "" : newest.state().text() + ": " + newest.reason());
    }

    private static boolean isFresh(PipelineSnapshot view, Instant now) {
        return Duration.between(view.time(), now).compareTo(SILENCE) < 0;
    }

    private static HttpResponse answer(boolean good, String question, String reason) {
        return HttpResponse.json(
                good ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503, SnapshotJson.bytes(json -> {
                    json.writeStartObject();
                    json.writeBooleanField(question, good);
                    json.writeArrayFieldStart("reasons");
                    if (!good) {
                        json.writeString(reason);
                    }
                    json.writeEndArray();
                    json.writeEndObject();
                }));
    }
}
