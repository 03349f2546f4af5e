package io.orderpipeline.common.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ParallelStepsTest {

    private final CountDownLatch one = new CountDownLatch(1);
    private final CountDownLatch two = new CountDownLatch(1);

    @Test
    void should_run_steps_in_parallel() throws InterruptedException {
        ParallelSteps.run(
                "step",
                () -> {
                    one.countDown();
                    two.await();
                },
                () -> {
                    two.countDown();
                    one.await();
                });

        assertThat(one.getCount() + two.getCount()).isZero();
    }

    @Test
    void should_throw_the_first_failure_and_interrupt_the_other_steps() {
        UserError failure = UserError.failed("wrong password");
        AtomicBoolean interrupted = new AtomicBoolean();

        assertThatThrownBy(() -> ParallelSteps.run(
                        "step",
                        () -> {
                            one.countDown();
                            try {
                                two.await();
                            } finally {
                                interrupted.set(two.getCount() == 1);
                            }
                        },
                        () -> {
                            one.await();
                            throw failure;
                        }))
                .isSameAs(failure);

        assertThat(interrupted).as("and has ended").isTrue();
    }
}
