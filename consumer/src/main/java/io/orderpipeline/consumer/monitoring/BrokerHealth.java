package io.orderpipeline.consumer.monitoring;

import io.orderpipeline.common.cli.ErrorText;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.common.errors.DisconnectException;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Decides whether the broker does its part: it must report the group's offsets, and accept those that are committed.
 * Either may fail for a few seconds while a new leader or coordinator is elected. Used by one thread; the results of
 * requests may come from another.
 */
final class BrokerHealth {

    private static final String NO_ANSWER = "the broker does not answer";

    private volatile Optional<String> refusal = Optional.empty();
    private OptionalLong commitsFailSince = OptionalLong.empty();

    /** The broker has reported the group's offsets. */
    void responded() {
        refusal = Optional.empty();
    }

    /** A request for the group's offsets has failed. */
    void failed(Exception e) {
        boolean isSilence = e instanceof TimeoutException || e instanceof DisconnectException;
        refusal = isSilence
                ? Optional.empty()
                : Optional.of("the broker does not report the group's offsets: " + ErrorText.of(e));
    }

    /**
     * Why the broker is unavailable; empty while it is available.
     *
     * @param now in nanoseconds, with an arbitrary origin
     * @param silence since the broker reported the group's offsets last
     * @param commitFailure why the last commit of a thread failed
     */
    Optional<String> trouble(long now, Duration silence, Optional<String> commitFailure) {
        if (commitFailure.isEmpty()) {
            commitsFailSince = OptionalLong.empty();
        } else if (commitsFailSince.isEmpty()) {
            commitsFailSince = OptionalLong.of(now);
        }
        if (!PipelineSnapshot.isFresh(silence)) {
            return Optional.of(refusal.orElse(NO_ANSWER));
        }
        boolean acceptsCommits = commitsFailSince.isEmpty()
                || PipelineSnapshot.isFresh(Duration.ofNanos(now - commitsFailSince.getAsLong()));
        return acceptsCommits
                ? Optional.empty()
                : commitFailure.map(reason -> "the broker does not give or accept the group's offsets: " + reason);
    }
}
