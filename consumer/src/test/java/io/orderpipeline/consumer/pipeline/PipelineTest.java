package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.DaemonThreads;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.consumer.cassandra.row.TableIdentity;
import io.orderpipeline.consumer.kafka.TopicIdentity;
import io.orderpipeline.consumer.monitoring.EventTimeline;
import io.orderpipeline.consumer.monitoring.PipelineCounters;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class PipelineTest {

    private static final InstantSource CLOCK = () -> Instant.EPOCH;

    private final FakeWriter writer = new FakeWriter();
    private final PipelineCounters counters = new PipelineCounters(CLOCK, new EventTimeline(CLOCK));
    private final StopSignal stop = new StopSignal();
    private final CompletableFuture<Void> leaving = new CompletableFuture<>();
    private final CompletableFuture<Void> left = new CompletableFuture<>();
    private final Pipeline pipeline = new Pipeline(
            Records.DECODER,
            new Pipeline.Target(
                    new TableIdentity("keyspace.orders", Records.TABLE_STATE),
                    writer.encoder,
                    writer,
                    writer.generations),
            new Pipeline.Limits(100, 1_000_000, 3, 10),
            new TopicIdentity(Records.TOPIC, "cluster", Uuid.randomUuid()),
            counters,
            stop);

    @Test
    void should_stop_all_threads_and_throw_the_first_failure_when_a_thread_fails() {
        MockConsumer<byte[], byte[]> healthy = new MockConsumer<>("none");
        MockConsumer<byte[], byte[]> failing = new MockConsumer<>("none");
        failing.setPollException(new KafkaException("broken"));
        pipeline.start(healthy, new FakeDeadLetters());
        pipeline.start(failing, new FakeDeadLetters());

        assertThatThrownBy(() -> pipeline.join(() -> {}))
                .isInstanceOf(KafkaException.class)
                .hasMessage("broken");
        assertThat(stop.isRequested()).isTrue();
        assertThat(healthy.closed()).isTrue();
    }

    @Test
    void should_join_without_a_failure_after_a_stop() throws InterruptedException {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("none");
        pipeline.start(consumer, new FakeDeadLetters());

        stop.request();
        pipeline.join(() -> {});

        assertThat(consumer.closed()).isTrue();
    }

    @Test
    void should_pause_and_resume() {
        assertThat(pipeline.isPaused()).isFalse();
        assertThat(pipeline.togglePause()).isTrue();
        assertThat(pipeline.isPaused()).isTrue();
        assertThat(pipeline.togglePause()).isFalse();
    }

    @Test
    void should_report_while_it_waits_for_a_slow_thread() throws InterruptedException {
        MockConsumer<byte[], byte[]> slow = slow();
        pipeline.start(slow, new FakeDeadLetters());
        stop.request();

        pipeline.join(() -> left.complete(null));

        assertThat(slow.closed()).isTrue();
    }

    /** A thread that is not waited for would lose its last commit. */
    @Test
    void should_wait_for_a_thread_that_is_still_leaving_the_group() throws Exception {
        MockConsumer<byte[], byte[]> slow = slow();
        pipeline.start(slow, new FakeDeadLetters());
        stop.request();
        leaving.join();

        FutureTask<Void> join = new FutureTask<>(() -> {
            pipeline.join(() -> {});
            return null;
        });
        DaemonThreads.start("join", join);
        assertThatThrownBy(() -> join.get(50, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
        left.complete(null);
        join.get();

        assertThat(slow.closed()).isTrue();
    }

    /** Leaves the group only when {@link #left} is complete. */
    private MockConsumer<byte[], byte[]> slow() {
        return new MockConsumer<>("none") {
            @Override
            public void close(CloseOptions options) {
                leaving.complete(null);
                left.join();
                super.close(options);
            }
        };
    }

    @Test
    void should_number_its_threads() {
        pipeline.start(new MockConsumer<>("none"), new FakeDeadLetters());
        pipeline.start(new MockConsumer<>("none"), new FakeDeadLetters());

        Awaitility.await().untilAsserted(() -> assertThat(counters.threads())
                .containsOnlyKeys("partition-consumer-1", "partition-consumer-2"));
        stop.request();
    }

    @Test
    void should_divide_the_limits_of_the_process_among_its_partitions() {
        Pipeline.Limits limits = new Pipeline.Limits(6_000, 1_200_000, 3, 10);

        assertThat(limits.pollRecords()).isEqualTo(500);
        assertThat(limits.pollBytes()).isEqualTo(200_000);
    }
}
