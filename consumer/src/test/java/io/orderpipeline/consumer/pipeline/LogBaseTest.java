package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.consumer.cassandra.row.LogGenerations;
import io.orderpipeline.consumer.monitoring.EventTimeline;
import io.orderpipeline.consumer.monitoring.PartitionCounters;
import io.orderpipeline.consumer.monitoring.PipelineCounters;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

final class LogBaseTest {

    private static final InstantSource CLOCK = () -> Instant.EPOCH;

    private final FakeClock clock = new FakeClock();
    private final FakeWriter writer = new FakeWriter();
    private final List<CompletableFuture<Long>> queries = new ArrayList<>();
    private final LogGenerations generations = (partition, log, past) -> {
        queries.add(new CompletableFuture<>());
        return queries.get(queries.size() - 1);
    };
    private final PipelineCounters counters = new PipelineCounters(CLOCK, new EventTimeline(CLOCK));
    private final PartitionCounters own = counters.of(0, "test");
    private final Mailbox mailbox = new Mailbox();
    private final LogBase base = new LogBase(
            "orders-0",
            new ProcessorContext(
                    new RowDecoder(Records.DECODER, writer.encoder),
                    writer,
                    generations,
                    new InFlightBudget(10, 1_000),
                    1,
                    10,
                    clock,
                    () -> 1.0),
            Records.START,
            mailbox,
            own);

    @Test
    void should_be_known_when_the_response_has_passed_the_mailbox() {
        assertThat(base.isKnown()).isFalse();
        queries.get(0).complete(7L);
        assertThat(base.isKnown())
                .as("on the thread of the response nothing changes")
                .isFalse();

        mailbox.run();

        assertThat(base.isKnown()).isTrue();
        assertThat(base.get()).isEqualTo(7);
    }

    @Test
    void should_have_one_query_pending_at_a_time() {
        base.isKnown();
        base.isKnown();

        assertThat(queries).hasSize(1);
    }

    @Test
    void should_retry_after_a_backoff_that_grows_with_each_failure() {
        base.isKnown();
        for (Duration delay : List.of(Backoff.FIRST, Backoff.FIRST.multipliedBy(2))) {
            int before = queries.size();
            fail(new IOException("no connection"));

            clock.advance(delay.minusNanos(1));
            assertThat(base.isKnown()).isFalse();
            assertThat(queries).as("not before the backoff is over").hasSize(before);

            clock.advance(Duration.ofNanos(1));
            assertThat(base.isKnown()).isFalse();
            assertThat(queries).hasSize(before + 1);
        }
    }

    @Test
    void should_report_why_it_waits_until_the_database_responds() {
        base.isKnown();
        fail(new IOException("no connection"));
        assertThat(trouble()).isEqualTo("no connection");

        clock.advance(Backoff.FIRST);
        base.isKnown();
        queries.get(1).complete(0L);
        mailbox.run();

        assertThat(trouble()).isNull();
        assertThat(base.isKnown()).isTrue();
    }

    @Test
    void should_throw_when_no_retry_can_succeed() {
        base.isKnown();
        queries.get(0).completeExceptionally(new IllegalStateException("no such column"));

        assertThatThrownBy(mailbox::run).hasMessageContaining("orders-0").hasRootCauseMessage("no such column");
    }

    @Test
    void should_ignore_a_response_that_arrives_after_the_partition_was_released() {
        base.isKnown();
        base.cancel();

        fail(new IllegalStateException("too late"));

        assertThat(trouble()).isNull();
        assertThat(base.isKnown()).isFalse();
    }

    private void fail(Throwable error) {
        queries.get(queries.size() - 1).completeExceptionally(error);
        mailbox.run();
    }

    private String trouble() {
        own.publish();
        return counters.snapshot().get(0).trouble();
    }
}
