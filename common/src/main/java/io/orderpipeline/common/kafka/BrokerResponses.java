package io.orderpipeline.common.kafka;

import io.orderpipeline.common.cli.ErrorText;
import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.cli.UserError;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Waits for responses of the broker, with a limit, and classifies failures: those that waiting may cure, and those that
 * the user must fix. Safe for use by several threads.
 */
public final class BrokerResponses {

    private final Map<String, Object> settings;
    private final Duration limit;
    private final String broker;

    /**
     * @param settings of the client, bootstrap servers included
     * @param limit for each response
     */
    public BrokerResponses(Map<String, Object> settings, Duration limit) {
        this.settings = Map.copyOf(settings);
        this.limit = limit;
        this.broker = "the broker at " + settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
    }

    /** @throws KafkaException the broker's error; {@link TimeoutException} when the limit passes */
    public static <T> T await(KafkaFuture<T> response, Duration limit) throws InterruptedException {
        try {
            return response.get(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (java.util.concurrent.TimeoutException e) {
            throw new TimeoutException("no response within " + limit.toSeconds() + " s", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException error
                    ? error
                    : new KafkaException(ErrorText.of(e), e.getCause());
        }
    }

    /** @throws UserError for every failure; its cause is the {@link KafkaException} */
    public <T> T await(KafkaFuture<T> response) throws InterruptedException {
        try {
            return await(response, limit);
        } catch (KafkaException e) {
            throw failure(e);
        }
    }

    /**
     * For callers that wait for services at start.
     *
     * @param what was requested, as it stands in a sentence: "the topic orders"
     * @throws NotReadyException when a later attempt may succeed; its cause is the {@link KafkaException}
     * @throws UserError when the broker rejects this client
     */
    public <T> T awaitReady(String what, KafkaFuture<T> response) throws NotReadyException, InterruptedException {
        try {
            return await(response, limit);
        } catch (KafkaException e) {
            throw notReady(what, e);
        }
    }

    /** The exception of {@link #awaitReady}, for an error that was received in another way. */
    public NotReadyException notReady(String what, KafkaException error) {
        if (error instanceof TimeoutException) {
            ClientRejection.throwIfPresent(ListenerMismatch.of(settings));
            return new NotReadyException("no answer; is it running there, and reachable from here?", error);
        }
        ClientRejection.throwIfPresent(ClientRejection.of(broker, what, error));
        if (error instanceof UnknownTopicOrPartitionException) {
            return new NotReadyException("it does not exist yet", error);
        }
        if (error instanceof TopicExistsException) {
            return new NotReadyException("it is being created", error);
        }
        return new NotReadyException(ErrorText.of(error), error);
    }

    private UserError failure(KafkaException error) {
        if (error instanceof TimeoutException) {
            return ListenerMismatch.of(settings)
                    .orElseGet(() -> UserError.failed(
                            "no answer from " + broker + " within " + limit.toSeconds()
                                    + " s; is it running, and is --bootstrap-servers right?",
                            error));
        }
        return ClientRejection.of(broker, "an answer", error)
                .orElseGet(() -> UserError.failed(broker + " says: " + ErrorText.of(error), error));
    }
}
