package io.orderpipeline.consumer.http;

import io.orderpipeline.common.http.HttpResponse;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.State;
import io.orderpipeline.consumer.report.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.jetty.http.HttpStatus;

/** The liveness and the readiness endpoint. */
final class HealthEndpoints {

    /** Snapshots are made every second; after this time without one, the main thread hangs. */
    private static final Duration STALE = Duration.ofSeconds(15);

    private HealthEndpoints() {}

    /** @param newest null before the first snapshot, while the program waits for the broker and Cassandra */
    static HttpResponse alive(PipelineSnapshot newest, Instant now) {
        boolean works = newest == null || isFresh(newest, now);
        return response(works, "works", works ? "" : stale(newest));
    }

    static HttpResponse ready(PipelineSnapshot newest, Instant now) {
        if (newest == null) {
            return response(false, "ready", "starting: waiting for the broker, the topic or Cassandra");
        }
        if (!isFresh(newest, now)) {
            return response(false, "ready", stale(newest));
        }
        boolean isReady = newest.state() == State.RUNNING || newest.state() == State.STANDBY;
        return response(isReady, "ready", isReady ? "" : newest.state().text() + ": " + newest.reason());
    }

    private static boolean isFresh(PipelineSnapshot snapshot, Instant now) {
        return Duration.between(snapshot.time(), now).compareTo(STALE) < 0;
    }

    private static String stale(PipelineSnapshot newest) {
        return "the main thread hangs: no snapshot since " + newest.time();
    }

    private static HttpResponse response(boolean isGood, String field, String reason) {
        return HttpResponse.json(
                isGood ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503,
                new JsonObject()
                        .put(field, isGood)
                        .put("reasons", isGood ? List.of() : List.of(reason))
                        .bytes());
    }
}
