package io.orderpipeline.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.cli.UserError;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class BrokerResponsesTest {

    private static final Duration LIMIT = Duration.ofMillis(1);
    private static final String WHAT = "the topic orders";

    private final BrokerResponses responses =
            new BrokerResponses(Map.of("bootstrap.servers", "no.such.host:1", "security.protocol", "SASL_SSL"), LIMIT);

    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger probes = new AtomicInteger();
    private final AtomicBoolean isStopping = new AtomicBoolean();
    private final BrokerResponses timed =
            new BrokerResponses(Map.of("bootstrap.servers", "here:1"), LIMIT, isStopping::get, this::probe, nanos::get);

    private Optional<UserError> probe() {
        probes.incrementAndGet();
        return Optional.empty();
    }

    @Test
    void should_return_the_response() throws Exception {
        KafkaFuture<String> response = KafkaFuture.completedFuture("yes");

        assertThat(BrokerResponses.await(response, LIMIT)).isEqualTo("yes");
        assertThat(responses.await(response)).isEqualTo("yes");
        assertThat(responses.awaitReady(WHAT, response)).isEqualTo("yes");
    }

    @Test
    void should_unwrap_the_error_of_the_broker() {
        var error = new InvalidTopicException("no name");

        assertThatThrownBy(() -> BrokerResponses.await(failed(error), LIMIT)).isSameAs(error);
        assertThatThrownBy(() -> BrokerResponses.await(failed(new IllegalStateException("closed")), LIMIT))
                .isInstanceOf(KafkaException.class)
                .hasMessage("closed")
                .hasRootCauseMessage("closed");
    }

    @Test
    void should_not_wait_longer_than_the_limit() {
        assertThatThrownBy(() -> BrokerResponses.await(new KafkaFutureImpl<>(), LIMIT))
                .isInstanceOf(TimeoutException.class);
        assertThatThrownBy(() -> responses.await(new KafkaFutureImpl<>()))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("no answer from the broker at no.such.host:1 within 0 s; is it running");
        assertThatThrownBy(() -> responses.awaitReady(WHAT, new KafkaFutureImpl<>()))
                .isInstanceOf(NotReadyException.class)
                .hasMessageStartingWith("no answer");
    }

    @Test
    void should_keep_waiting_for_errors_that_may_pass() {
        assertThat(responses.notReady(WHAT, new UnknownTopicOrPartitionException("x")))
                .hasMessage("it does not exist yet");
        assertThat(responses.notReady(WHAT, new TopicExistsException("x"))).hasMessage("it is being created");
        assertThat(responses.notReady(WHAT, new KafkaException("moving"))).hasMessage("moving");
    }

    @Test
    void should_not_wait_for_a_broker_that_rejects_the_client() {
        var error = new TopicAuthorizationException("Topic authorization failed.");

        assertThatThrownBy(() -> responses.awaitReady(WHAT, failed(error)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("the broker at no.such.host:1 refuses us the topic orders");
        assertThatThrownBy(() -> responses.await(failed(error)))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("the broker at no.such.host:1 refuses us an answer");
    }

    @Test
    void should_probe_a_silent_broker_at_first_and_then_every_30_seconds_until_a_stop() {
        timeout();
        timeout();
        assertThat(probes).hasValue(1);

        pass(29);
        timeout();
        assertThat(probes).hasValue(1);

        pass(1);
        timeout();
        assertThat(probes).hasValue(2);

        isStopping.set(true);
        pass(30);
        timeout();
        assertThat(probes).hasValue(2);
    }

    private void timeout() {
        assertThat(timed.notReady(WHAT, new TimeoutException("x"))).hasMessageStartingWith("no answer");
    }

    @Test
    void should_wait_for_an_upgrade_of_the_brokers() throws Exception {
        old();
        pass(9);
        old();
        old();

        pass(1);
        timed.awaitReady(WHAT, KafkaFuture.completedFuture("yes"));
        pass(1);
        old();

        pass(10);
        assertThat(timed.notReady(WHAT, new KafkaException("moving"))).hasMessage("moving");
        old();
    }

    @Test
    void should_reject_a_broker_that_stays_too_old() {
        old();
        pass(10);
        old();

        assertThatThrownBy(this::old)
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("the broker at here:1 is too old");
    }

    private void old() {
        assertThat(timed.notReady(WHAT, new UnsupportedVersionException("no METADATA")))
                .hasMessageStartingWith("the broker at here:1 is too old");
    }

    private void pass(int seconds) {
        nanos.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    @Test
    void should_name_the_broker_for_any_other_error() {
        assertThatThrownBy(() -> responses.await(failed(new InvalidTopicException("no name"))))
                .isInstanceOf(UserError.class)
                .hasMessage("the broker at no.such.host:1 says: no name")
                .hasCauseInstanceOf(InvalidTopicException.class);
    }

    private static KafkaFuture<Object> failed(RuntimeException error) {
        KafkaFutureImpl<Object> future = new KafkaFutureImpl<>();
        future.completeExceptionally(error);
        return future;
    }
}
