package io.orderpipeline.consumer.monitoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Test;

class LagMonitorTest {

    private static final Map<Integer, Offsets> OFFSETS = Map.of(0, new Offsets(0, 10, 5));

    private final AtomicInteger asked = new AtomicInteger();

    @Test
    void should_not_wait_for_a_broker_that_is_silent_nor_ask_it_twice_at_a_time() {
        CountDownLatch answer = new CountDownLatch(1);
        try (LagMonitor watch = new LagMonitor(
                () -> {
                    asked.incrementAndGet();
                    answer.await();
                    return OFFSETS;
                },
                () -> 7)) {
            watch.ask();
            watch.ask();
            await().until(() -> asked.get() == 1);
            assertThat(watch.newest()).isEqualTo(GroupOffsetsSample.NONE);

            answer.countDown();

            await().until(() -> watch.newest().isPresent());
            assertThat(watch.newest()).isEqualTo(new GroupOffsetsSample(OFFSETS, 7));
            assertThat(asked).hasValue(1);
        }
    }

    @Test
    void should_keep_the_last_answer_but_not_give_it_for_one_to_a_question_asked_now() throws InterruptedException {
        try (LagMonitor watch = new LagMonitor(this::onlyOnce, () -> 7)) {
            assertThat(watch.await().offsets()).isEqualTo(OFFSETS);
            watch.ask();
            await().until(() -> asked.get() == 2);
            assertThat(watch.newest().offsets()).isEqualTo(OFFSETS);

            assertThat(watch.await()).isEqualTo(GroupOffsetsSample.NONE);
        }
    }

    private Map<Integer, Offsets> onlyOnce() throws TimeoutException {
        if (asked.incrementAndGet() > 1) {
            throw new TimeoutException();
        }
        return OFFSETS;
    }
}
