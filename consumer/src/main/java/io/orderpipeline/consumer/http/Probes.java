package io.orderpipeline.consumer.http;

import io.orderpipeline.common.http.Answer;
import io.orderpipeline.consumer.monitoring.PipelineState;
import io.orderpipeline.consumer.monitoring.PipelineView;
import io.orderpipeline.consumer.report.ViewJson;
import java.time.Duration;
import java.time.Instant;
import org.eclipse.jetty.http.HttpStatus;

/** The two answers for whoever watches processes: whether this one works, and whether it can take orders. */
final class Probes {

    /** A view is made every second; without one for so long, the main thread hangs. */
    private static final Duration SILENCE = Duration.ofSeconds(15);

    private Probes() {}

    /** @param newest null before the first: broker and database are still waited for */
    static Answer working(PipelineView newest, Instant now) {
        boolean works = newest == null || isFresh(newest, now);
        return answer(works, "works", works ? "" : "nothing was observed since " + newest.time());
    }

    static Answer ready(PipelineView newest, Instant now) {
        if (newest == null) {
            return answer(false, "ready", "starting: broker, topic or Cassandra is not there yet");
        }
        if (!isFresh(newest, now)) {
            return answer(false, "ready", "nothing was observed since " + newest.time());
        }
        boolean isReady = newest.state() == PipelineState.RUNNING;
        return answer(isReady, "ready", isReady ? "" : newest.state().text() + ": " + newest.reason());
    }

    private static boolean isFresh(PipelineView view, Instant now) {
        return Duration.between(view.time(), now).compareTo(SILENCE) < 0;
    }

    private static Answer answer(boolean good, String question, String reason) {
        return Answer.json(good ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503, ViewJson.bytes(json -> {
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
