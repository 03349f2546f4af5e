package io.orderpipeline.common.kafka;

import io.orderpipeline.common.cli.ErrorText;
import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.cli.UserError;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;

/**
 * Waits for responses of the broker, with a limit, and classifies failures: those that waiting may cure, and those that
 * the user must fix. Safe for use by several threads.
 */
public final class BrokerResponses {

    /** Between probes of a listener, which opens connections and delays the next attempt. */
    private static final Duration PROBE_INTERVAL = Duration.ofSeconds(30);

    /** A broker of the old version may respond for a moment while brokers are upgraded. */
    private static final int OLD_BROKER_ATTEMPTS = 3;

    private static final Duration OLD_BROKER_TIME = Duration.ofSeconds(10);

    private final Duration limit;
    private final String broker;
    private final BooleanSupplier isStopping;
    private final Supplier<Optional<UserError>> probe;
    private final LongSupplier nanoTime;
    private final AtomicLong nextProbe;

    /** Successive attempts that the broker was too old for; guarded by this. */
    private int oldBrokerAttempts;

    private long oldBrokerSince;

    /**
     * @param settings of the client, bootstrap servers included
     * @param limit for each response
     */
    public BrokerResponses(Map<String, Object> settings, Duration limit) {
        this(settings, limit, () -> false);
    }

    /** @param isStopping whether a stop is requested, after which a silent broker is not probed */
    public BrokerResponses(Map<String, Object> settings, Duration limit, BooleanSupplier isStopping) {
        this(settings, limit, isStopping, () -> ListenerMismatch.of(settings), System::nanoTime);
    }

    BrokerResponses(
            Map<String, Object> settings,
            Duration limit,
            BooleanSupplier isStopping,
            Supplier<Optional<UserError>> probe,
            LongSupplier nanoTime) {
        this.limit = limit;
        this.broker = "the broker at " + settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG);
        this.isStopping = isStopping;
        this.probe = probe;
        this.nanoTime = nanoTime;
        this.nextProbe = new AtomicLong(nanoTime.getAsLong());
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
            T ready = await(response, limit);
            brokerIsTooOld(false);
            return ready;
        } catch (KafkaException e) {
            throw notReady(what, e);
        }
    }

    /** The exception of {@link #awaitReady}, for an error that was received in another way. */
    public NotReadyException notReady(String what, KafkaException error) {
        boolean isUnsupported = error instanceof UnsupportedVersionException;
        boolean isTooOld = brokerIsTooOld(isUnsupported);
        if (error instanceof TimeoutException) {
            probeIfDue();
            return new NotReadyException("no answer; is it running there, and reachable from here?", error);
        }
        Optional<UserError> rejection = ClientRejection.of(broker, what, error);
        if (isUnsupported && !isTooOld) {
            return new NotReadyException(rejection.orElseThrow().getMessage(), error);
        }
        ClientRejection.throwIfPresent(rejection);
        if (error instanceof UnknownTopicOrPartitionException) {
            return new NotReadyException("it does not exist yet", error);
        }
        if (error instanceof TopicExistsException) {
            return new NotReadyException("it is being created", error);
        }
        return new NotReadyException(ErrorText.of(error), error);
    }

    private void probeIfDue() {
        long due = nextProbe.get();
        long now = nanoTime.getAsLong();
        if (!isStopping.getAsBoolean()
                && now - due >= 0
                && nextProbe.compareAndSet(due, now + PROBE_INTERVAL.toNanos())) {
            ClientRejection.throwIfPresent(probe.get());
        }
    }

    /** Whether all attempts of some time, this one included, have found that. */
    private synchronized boolean brokerIsTooOld(boolean inThisAttempt) {
        long now = nanoTime.getAsLong();
        if (!inThisAttempt) {
            oldBrokerAttempts = 0;
            return false;
        }
        oldBrokerAttempts++;
        if (oldBrokerAttempts == 1) {
            oldBrokerSince = now;
        }
        return oldBrokerAttempts >= OLD_BROKER_ATTEMPTS && now - oldBrokerSince >= OLD_BROKER_TIME.toNanos();
    }

    private UserError failure(KafkaException error) {
        if (error instanceof TimeoutException) {
            return probe.get()
                    .orElseGet(() -> UserError.failed(
                            "no answer from " + broker + " within " + limit.toSeconds()
                                    + " s; is it running, and is --bootstrap-servers right?",
                            error));
        }
        return ClientRejection.of(broker, "an answer", error)
                .orElseGet(() -> UserError.failed(broker + " says: " + ErrorText.of(error), error));
    }
}
