package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.orderpipeline.consumer.monitoring.Counter;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class PartitionProcessorReleaseTest extends PartitionProcessorFixture {

    @Test
    void should_hand_back_unacknowledged_records_and_ignore_late_results() {
        orders(0, 4);
        processor.dispatch();
        writer.acknowledge(0);
        mailbox.run();
        processor.release();

        writer.acknowledgeAll();
        mailbox.run();
        processor.dispatch();

        assertThat(writer.requests).isEmpty();
        assertThat(processor.offsets().watermark()).isEqualTo(3);
        assertThat(counters.snapshot()).singleElement().satisfies(snapshot -> {
            assertThat(snapshot.count(Counter.HANDED_BACK)).isEqualTo(1);
            assertThat(snapshot.owned()).isFalse();
        });
    }

    @Test
    void should_show_nothing_of_a_partition_after_its_release() {
        orders(0, 20);
        processor.dispatch();
        writer.fail(0, TRANSIENT);
        mailbox.run();
        processor.isFull();
        assertThat(snapshot().paused()).isTrue();
        assertThat(snapshot().trouble()).isNotNull();
        assertThat(snapshot().requests().inProgress()).isEqualTo(REQUESTS - 1);

        processor.release();

        assertThat(counters.snapshot()).singleElement().satisfies(snapshot -> {
            assertThat(snapshot.paused()).isFalse();
            assertThat(snapshot.trouble()).isNull();
            assertThat(snapshot.requests().inProgress()).isZero();
            assertThat(snapshot.count(Counter.HANDED_BACK)).isEqualTo(20);
        });
    }

    @Test
    void should_ignore_the_result_of_a_commit_that_arrives_after_the_release() {
        processor.accept(Records.garbage(0, 0));
        processor.dispatch();
        processor.release();

        processor.offsets().markCommitted(1);

        assertThat(snapshot().count(Counter.DEAD_LETTERED)).isZero();
        assertThat(snapshot().count(Counter.HANDED_BACK)).isEqualTo(1);
    }

    @Test
    void should_ignore_a_base_that_is_found_after_the_release() {
        CompletableFuture<Long> base = new CompletableFuture<>();
        writer.bases = past -> base;
        PartitionProcessor waiting = processor(20, 1_000_000, ROWS);
        waiting.release();

        base.completeExceptionally(new IllegalStateException("too late"));

        assertThatCode(mailbox::run).doesNotThrowAnyException();
    }
}
