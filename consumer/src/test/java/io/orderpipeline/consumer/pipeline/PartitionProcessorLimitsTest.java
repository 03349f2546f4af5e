package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class PartitionProcessorLimitsTest extends PartitionProcessorFixture {

    @Test
    void should_respect_the_limits_for_requests_and_rows() {
        orders(0, 20);
        processor.dispatch();

        assertThat(writer.requests).hasSize(REQUESTS).allSatisfy(request -> assertThat(request.rows())
                .hasSize(ROWS));
        assertThat(processor.hasBacklog()).isTrue();
    }

    @Test
    void should_count_pending_dead_letters_as_held() {
        LongStream.range(0, 20).forEach(offset -> processor.accept(Records.garbage(0, offset)));
        processor.dispatch();
        assertThat(processor.isFull()).isTrue();
        assertThat(processor.isWaitingForCommit()).isTrue();

        processor.offsets().markCommitted(20);
        assertThat(processor.isFull()).isFalse();
    }

    @Test
    void should_be_full_at_the_limit_until_half_of_it_is_free() {
        orders(0, 19);
        assertThat(processor.isFull()).isFalse();
        orders(19, 20);
        assertThat(processor.isFull()).isTrue();

        processor.dispatch();
        writer.acknowledge(0);
        writer.acknowledge(0);
        mailbox.run();
        assertThat(processor.isFull()).as("14 of 20 left").isTrue();

        writer.acknowledgeAll();
        mailbox.run();
        assertThat(processor.isFull()).as("8 of 20 left").isFalse();
    }

    /** One row in each request, and one request after the other until the limit rises. */
    @Test
    void should_be_full_until_exactly_half_of_the_records_is_free() {
        PartitionProcessor single = processor(20, 1_000_000, 1);
        LongStream.range(0, 20).forEach(offset -> single.accept(Records.order(0, offset)));
        assertThat(single.isFull()).isTrue();

        acknowledgeOneByOne(single, 9);
        assertThat(single.isFull()).as("11 of 20 left").isTrue();

        acknowledgeOneByOne(single, 1);
        assertThat(single.isFull()).as("10 of 20 left").isFalse();
        single.release();
    }

    @Test
    void should_be_full_at_the_last_byte_until_exactly_half_of_the_bytes_is_free() {
        long bytes = 10L * InFlightBudget.sizeOf(Records.order(0, 0));
        PartitionProcessor single = processor(1_000, bytes, 1);
        LongStream.range(0, 9).forEach(offset -> single.accept(Records.order(0, offset)));
        assertThat(single.isFull()).isFalse();
        single.accept(Records.order(0, 9));
        assertThat(single.isFull()).isTrue();

        acknowledgeOneByOne(single, 4);
        assertThat(single.isFull()).as("6 of 10 left").isTrue();

        acknowledgeOneByOne(single, 1);
        assertThat(single.isFull()).as("5 of 10 left").isFalse();
        single.release();
    }

    private void acknowledgeOneByOne(PartitionProcessor single, int count) {
        for (int i = 0; i < count; i++) {
            single.dispatch();
            writer.acknowledge(0);
            mailbox.run();
        }
    }

    @Test
    void should_return_its_share_of_the_limits_when_it_is_released() {
        InFlightBudget budget = new InFlightBudget(100, 1_000_000);
        PartitionProcessor first = processor(budget, ROWS);
        PartitionProcessor second = processor(budget, ROWS);
        assertThat(budget.recordShare()).isEqualTo(50);

        first.release();
        assertThat(budget.recordShare()).isEqualTo(100);
        second.release();
    }

    @Test
    void should_have_a_backlog_while_records_wait_for_a_request() {
        assertThat(processor.hasBacklog()).isFalse();
        orders(0, 13);
        assertThat(processor.hasBacklog()).as("queued").isTrue();

        processor.dispatch();
        assertThat(processor.hasBacklog())
                .as("one row does not fit into four requests")
                .isTrue();

        writer.acknowledge(0);
        mailbox.run();
        processor.dispatch();
        assertThat(processor.hasBacklog()).as("an incomplete batch waits").isTrue();

        writer.acknowledgeAll();
        mailbox.run();
        processor.dispatch();
        assertThat(writer.requests).hasSize(1);
        assertThat(processor.hasBacklog()).as("only in flight").isFalse();

        writer.fail(0, TRANSIENT);
        mailbox.run();
        assertThat(processor.hasBacklog()).as("to be retried").isTrue();
    }

    @Test
    void should_wait_for_a_commit_only_when_nothing_else_can_happen() {
        assertThat(processor.isWaitingForCommit()).as("idle").isTrue();

        processor.accept(Records.garbage(0, 0));
        orders(1, 10);
        processor.dispatch();
        processor.isFull();
        assertThat(processor.isWaitingForCommit()).as("orders in flight").isFalse();

        orders(10, 20);
        assertThat(processor.isFull()).isTrue();
        assertThat(processor.isWaitingForCommit())
                .as("a commit of the dead letter makes room")
                .isTrue();

        processor.offsets().markCommitted(1);
        assertThat(processor.isFull()).isTrue();
        assertThat(processor.isWaitingForCommit())
                .as("full of orders: only their acknowledgement makes room")
                .isFalse();
    }

    @Test
    void should_be_full_by_bytes_too() {
        PartitionProcessor small = processor(1_000, 5_000, 10);
        assertThat(small.isFull()).isFalse();
        LongStream.range(0, 15).forEach(offset -> small.accept(Records.order(0, offset)));

        assertThat(small.isFull()).isTrue();
        small.release();
    }
}
