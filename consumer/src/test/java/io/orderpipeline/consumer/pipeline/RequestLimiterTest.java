package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class RequestLimiterTest {

    private static final Duration LATENCY = Duration.ofMillis(5);
    private static final int SMALL = 100;

    private final FakeClock clock = new FakeClock();
    private RequestLimiter limiter;

    /** A duration must not depend on the origin of the clock. */
    @BeforeEach
    void startLater() {
        clock.advance(Duration.ofHours(3));
        limiter = new RequestLimiter(clock, () -> 1.0);
    }

    @Test
    void should_open_for_as_many_requests_as_the_limit() {
        for (int request = 0; request < ConcurrencyLimit.INITIAL; request++) {
            assertThat(limiter.isOpen()).isTrue();
            assertThat(limiter.inFlight()).isEqualTo(request);
            limiter.start(SMALL);
        }
        assertThat(limiter.isOpen()).isFalse();

        limiter.settled();
        assertThat(limiter.isOpen()).isTrue();
    }

    @Test
    void should_open_for_incomplete_batches_only_for_the_first_two_requests() {
        limiter.start(SMALL);
        assertThat(limiter.isOpenForPart()).isTrue();

        limiter.start(SMALL);
        assertThat(limiter.isOpenForPart()).isFalse();
        assertThat(limiter.isOpen()).isTrue();
    }

    @Test
    void should_measure_a_request_from_its_start_to_its_response() {
        RequestLimiter.Request request = limiter.start(SMALL);
        clock.advance(LATENCY);
        request.ended();
        clock.advance(Duration.ofSeconds(1));

        assertThat(request.nanos())
                .as("not the time in the mailbox of a busy loop")
                .isEqualTo(LATENCY.toNanos());
    }

    @Test
    void should_allow_more_requests_while_the_latency_holds() {
        fillExceptOne();
        succeed(ConcurrencyLimit.WINDOW, LATENCY);

        assertThat(limiter.limit()).isEqualTo(ConcurrencyLimit.INITIAL + 1);
    }

    @Test
    void should_allow_fewer_requests_when_they_queue_in_the_database() {
        fillExceptOne();
        succeed(ConcurrencyLimit.WINDOW, LATENCY);
        limiter.start(SMALL);
        succeed(ConcurrencyLimit.WINDOW, LATENCY.multipliedBy(20));

        assertThat(limiter.limit()).isEqualTo(ConcurrencyLimit.INITIAL);
    }

    @Test
    void should_learn_nothing_from_requests_that_do_not_reach_the_limit() {
        succeed(10 * ConcurrencyLimit.WINDOW, LATENCY);

        assertThat(limiter.limit()).isEqualTo(ConcurrencyLimit.INITIAL);
    }

    @Test
    void should_probe_with_one_request_after_the_backoff_and_learn_nothing_from_it() {
        limiter.failed(limiter.start(SMALL));
        limiter.settled();
        assertThat(limiter.isProbing()).isTrue();
        assertThat(limiter.isOpen()).as("not before the backoff is over").isFalse();

        clock.advance(Backoff.FIRST);
        assertThat(limiter.isOpen()).isTrue();
        assertThat(limiter.limit()).isEqualTo(1);
        succeed(10 * ConcurrencyLimit.WINDOW, LATENCY);
        limiter.recovered();

        assertThat(limiter.isProbing()).isFalse();
        assertThat(limiter.limit()).isEqualTo(ConcurrencyLimit.INITIAL / 2);
    }

    @Test
    void should_count_requests_that_failed_together_once() {
        RequestLimiter.Request first = limiter.start(BatchSize.INITIAL);
        RequestLimiter.Request second = limiter.start(BatchSize.INITIAL);
        limiter.failed(first);
        limiter.failed(second);
        limiter.recovered();

        assertThat(limiter.limit()).isEqualTo(ConcurrencyLimit.INITIAL / 2);
        assertThat(limiter.maxBatchBytes()).isEqualTo(BatchSize.INITIAL / 2);
    }

    private void fillExceptOne() {
        for (int request = 1; request < limiter.limit(); request++) {
            limiter.start(SMALL);
        }
    }

    /** One after the other, beside the requests that are in flight. */
    private void succeed(int requests, Duration latency) {
        for (int i = 0; i < requests; i++) {
            RequestLimiter.Request request = limiter.start(SMALL);
            clock.advance(latency);
            request.ended();
            limiter.settled();
            limiter.succeeded(request);
        }
    }
}
