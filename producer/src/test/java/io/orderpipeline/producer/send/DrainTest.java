package io.orderpipeline.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.cli.StopSignal;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.MockProducer;
import org.junit.jupiter.api.Test;

final class DrainTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final StopSignal stop = new StopSignal();

    @Test
    void should_wait_until_the_client_has_flushed() throws InterruptedException {
        assertThat(Drain.await(flushingAfter(CompletableFuture.completedFuture(null)), stop, LONG))
                .isTrue();
    }

    @Test
    void should_still_flush_when_the_stop_came_first() throws InterruptedException {
        stop.request();

        assertThat(Drain.await(flushingAfter(CompletableFuture.completedFuture(null)), stop, LONG))
                .isTrue();
    }

    @Test
    void should_keep_waiting_for_a_client_that_flushes_after_the_stop() throws InterruptedException {
        assertThat(Drain.await(flushingAfter(stop.future().thenRun(() -> {})), requestedSoon(), LONG))
                .isTrue();
    }

    @Test
    void should_stop_waiting_some_time_after_the_stop() throws InterruptedException {
        stop.request();

        assertThat(Drain.await(flushingAfter(new CompletableFuture<>()), stop, Duration.ofMillis(1)))
                .isFalse();
    }

    private StopSignal requestedSoon() {
        CompletableFuture.runAsync(stop::request).join();
        return stop;
    }

    private static MockProducer<byte[], byte[]> flushingAfter(CompletableFuture<Void> event) {
        return new MockProducer<>() {
            @Override
            public synchronized void flush() {
                event.join();
            }
        };
    }
}
