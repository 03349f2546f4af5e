package io.orderpipeline.testing.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.ConsumerReport;
import io.orderpipeline.testing.oracle.Outcome;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.oracle.WatchedConsumer;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.ChildProcess.Signal;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/**
 * What Kubernetes does to the pods of {@code deploy/kubernetes/consumer.yaml}, done to processes: one thread each, a
 * surge of one, one partition for each pod, orders arriving all the time.
 */
@UsesLocalStack
final class RolloutIT {

    private static final int PODS = 3;

    /** The terminationGracePeriodSeconds of the pods. */
    private static final Duration GRACE_PERIOD = Duration.ofSeconds(45);

    @AutoClose
    private final TestPipeline pipeline;

    private final Deque<ChildProcess> pods = new ArrayDeque<>();

    RolloutIT(LocalStack stack) {
        pipeline = new TestPipeline(Cluster.of(stack));
    }

    @Test
    void should_store_every_order_once_through_a_rolling_update_and_a_kill() {
        pipeline.orders().create(PODS);
        for (int i = 0; i < PODS; i++) {
            pods.add(pod());
        }
        pods.forEach(pod -> awaitState(pod, "running"));
        ChildProcess producer = pipeline.producer("--rate=1000", "--invalid=0.05");

        for (int i = 0; i < PODS; i++) {
            replaceOldest();
        }
        ChildProcess survivor = killOldest();

        producer.signal(Signal.TERM);
        assertThat(producer.awaitEnd(TestPipeline.LIMIT))
                .as(producer.lastLines())
                .isZero();
        int before = survivor.out().size();
        await(() -> survivor.out().stream().skip(before).anyMatch(line -> line.contains("lag 0 ")), survivor);
        pods.forEach(this::stop);
        Outcome.of(pipeline).assertExact();
    }

    /** With maxSurge 1 and maxUnavailable 0: an old pod is stopped when its replacement is ready, as a standby. */
    private void replaceOldest() {
        ChildProcess surge = pod();
        awaitState(surge, "standby");
        assertThat(WatchedConsumer.of(surge).get("/readyz").statusCode())
                .as(surge.lastLines())
                .isEqualTo(200);
        pods.add(surge);
        stop(pods.remove());
        awaitState(surge, "running");
    }

    private void stop(ChildProcess pod) {
        pod.signal(Signal.TERM);
        assertThat(pod.awaitEnd(GRACE_PERIOD)).as(pod.lastLines()).isZero();
        ConsumerReport.of(pod).assertReconciles();
    }

    /** On a node that hangs, SIGTERM has no effect before SIGKILL at the end of the grace period. */
    private ChildProcess killOldest() {
        ChildProcess hanging = pods.remove();
        hanging.signal(Signal.STOP);
        hanging.signal(Signal.TERM);
        hanging.signal(Signal.KILL);
        ChildProcess replacement = pod();
        pods.add(replacement);
        awaitState(replacement, "running");
        return replacement;
    }

    private ChildProcess pod() {
        return pipeline.consumer("--threads=1");
    }

    private void awaitState(ChildProcess pod, String state) {
        WatchedConsumer consumer = WatchedConsumer.of(pod);
        await(() -> consumer.get("/metrics").body().contains("pipeline_state{state=\"" + state + "\"} 1.0"), pod);
    }

    private static void await(Callable<Boolean> condition, ChildProcess pod) {
        Awaitility.await().atMost(TestPipeline.LIMIT).untilAsserted(() -> assertThat(condition.call())
                .as(pod.lastLines())
                .isTrue());
    }
}
