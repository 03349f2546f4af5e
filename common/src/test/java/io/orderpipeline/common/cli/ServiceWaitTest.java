package io.orderpipeline.common.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ServiceWaitTest {

    private final StopSignal stop = new StopSignal();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger tries = new AtomicInteger();
    private final List<String> progress = new ArrayList<>();

    @Test
    void should_retry_until_the_service_is_ready() throws InterruptedException {
        String answer = waitFor(Duration.ofMinutes(2)).until("the broker", afterTries(3, Duration.ZERO));

        assertThat(answer).isEqualTo("here");
        assertThat(tries).hasValue(3);
    }

    @Test
    void should_fail_after_the_limit_with_service_and_reason() {
        assertThatThrownBy(() -> waitFor(Duration.ofSeconds(2)).until("the broker at x:1", this::never))
                .isInstanceOf(UserError.class)
                .hasMessage("timed out after 2 s, waiting for the broker at x:1: connection refused");
    }

    @Test
    void should_end_on_a_stop() {
        stop.request();

        assertThatThrownBy(() -> waitFor(Duration.ZERO).until("the broker", this::never))
                .isInstanceOf(ServiceWait.StoppedException.class);
    }

    @Test
    void should_end_on_a_stop_that_ends_an_attempt_after_the_limit() {
        assertThatThrownBy(() -> waitFor(Duration.ofSeconds(1)).until("the broker", () -> {
                    stop.request();
                    return never();
                }))
                .isInstanceOf(ServiceWait.StoppedException.class);
        assertThat(progress).isEmpty();
    }

    @Test
    void should_log_nothing_for_a_service_that_is_ready_at_the_second_attempt() throws InterruptedException {
        waitFor(Duration.ZERO).until("the broker", afterTries(2, Duration.ofMillis(2_900)));

        assertThat(progress).isEmpty();
    }

    @Test
    void should_log_the_reason_after_three_seconds_and_then_every_ten() throws InterruptedException {
        waitFor(Duration.ZERO).until("the broker at x:1", afterTries(25, Duration.ofSeconds(1)));

        assertThat(progress)
                .containsExactly(
                        "Waiting for the broker at x:1: connection refused (3 s so far)",
                        "Waiting for the broker at x:1: connection refused (13 s so far)",
                        "Waiting for the broker at x:1: connection refused (23 s so far)");
    }

    private ServiceWait.Attempt<String> afterTries(int number, Duration each) {
        return () -> {
            if (tries.incrementAndGet() < number) {
                nanos.addAndGet(each.toNanos());
                throw new ServiceWait.NotReadyException("connection refused");
            }
            return "here";
        };
    }

    private String never() throws ServiceWait.NotReadyException {
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        throw new ServiceWait.NotReadyException("connection refused");
    }

    private ServiceWait waitFor(Duration limit) {
        return new ServiceWait(limit, stop, nanos::get, Duration.ofNanos(1), progress::add);
    }
}
