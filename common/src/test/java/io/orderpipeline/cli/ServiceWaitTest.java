package io.orderpipeline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ServiceWaitTest {

    private final StopSignal stop = new StopSignal();
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicInteger tries = new AtomicInteger();

    @Test
    void should_try_until_the_service_is_there() throws InterruptedException {
        String answer = waitFor(Duration.ofMinutes(2)).until("the broker", () -> {
            if (tries.incrementAndGet() < 3) {
                throw new NotYetException("connection refused");
            }
            return "here";
        });

        assertThat(answer).isEqualTo("here");
        assertThat(tries).hasValue(3);
    }

    @Test
    void should_give_up_after_the_limit_and_say_what_and_why() {
        assertThatThrownBy(() -> waitFor(Duration.ofSeconds(2)).until("the broker at x:1", this::never))
                .isInstanceOf(UserError.class)
                .hasMessage("gave up waiting for the broker at x:1 after 2 s: connection refused");
    }

    @Test
    void should_end_at_a_stop() {
        stop.request();

        assertThatThrownBy(() -> waitFor(Duration.ZERO).until("the broker", this::never))
                .isInstanceOf(StoppedException.class);
    }

    private String never() throws NotYetException {
        nanos.addAndGet(Duration.ofSeconds(1).toNanos());
        throw new NotYetException("connection refused");
    }

    private ServiceWait waitFor(Duration limit) {
        return new ServiceWait(limit, stop, nanos::get);
    }
}
