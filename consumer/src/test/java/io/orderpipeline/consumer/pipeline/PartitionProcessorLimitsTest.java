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

    @Test
    void should_be_full_by_bytes_too() {
        PartitionProcessor small = processor(1_000, 5_000, 10);
        assertThat(small.isFull()).isFalse();
        LongStream.range(0, 15).forEach(offset -> small.accept(Records.order(0, offset)));

        assertThat(small.isFull()).isTrue();
        small.release();
    }
}
