package io.orderpipeline.consumer.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class BackgroundQueryTest {

    private static final String NONE = "none";
    private static final Duration INTERVAL = Duration.ofSeconds(2);

    private final AtomicInteger runs = new AtomicInteger();
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private volatile long nanoTime;

    @Test
    void should_neither_wait_for_a_query_nor_start_it_while_it_is_running() {
        CountDownLatch response = new CountDownLatch(1);
        try (BackgroundQuery<String> query = query(() -> responseAfter(response))) {
            query.start();
            query.start();
            await().until(() -> runs.get() == 1);
            assertThat(query.newest()).isEqualTo(NONE);

            response.countDown();

            await().until(() -> !query.newest().equals(NONE));
            assertThat(query.newest()).isEqualTo("result 1");
            assertThat(runs).hasValue(1);
        }
    }

    @Test
    void should_keep_the_last_result_after_a_failure_but_not_return_it_to_a_caller_that_waits() throws Exception {
        try (BackgroundQuery<String> query = query(this::onlyOnce)) {
            assertThat(query.await()).isEqualTo("result 1");
            query.start();
            await().until(() -> failure.get() != null);
            assertThat(query.newest()).isEqualTo("result 1");
            assertThat(failure.get()).isInstanceOf(TimeoutException.class);

            assertThat(query.await()).isEqualTo(NONE);
        }
    }

    @Test
    void should_start_the_query_again_only_after_the_interval() {
        try (BackgroundQuery<String> query = query(this::result)) {
            await().until(() -> query.newest(INTERVAL).equals("result 1"));
            nanoTime += INTERVAL.toNanos() - 1;
            assertThat(query.newest(INTERVAL)).isEqualTo("result 1");

            nanoTime++;

            await().until(() -> query.newest(INTERVAL).equals("result 2"));
        }
    }

    @Test
    void should_ignore_the_result_of_a_query_that_was_running_at_a_reset() {
        CountDownLatch response = new CountDownLatch(1);
        try (BackgroundQuery<String> query = query(() -> responseAfter(response))) {
            query.start();
            query.reset();
            response.countDown();
            nanoTime += INTERVAL.toNanos();

            await().until(() -> !query.newest(INTERVAL).equals(NONE));
            assertThat(query.newest()).isEqualTo("result 2");
        }
    }

    private BackgroundQuery<String> query(Callable<String> query) {
        return new BackgroundQuery<>("query", NONE, query, failure::set, () -> nanoTime);
    }

    private String result() {
        return "result " + runs.incrementAndGet();
    }

    private String responseAfter(CountDownLatch latch) throws InterruptedException {
        String result = result();
        latch.await();
        return result;
    }

    private String onlyOnce() throws TimeoutException {
        String result = result();
        if (runs.get() > 1) {
            throw new TimeoutException();
        }
        return result;
    }
}
