package io.orderpipeline.testing.soak;

import io.orderpipeline.localstack.StackServer;
import io.orderpipeline.testing.drill.DrillContext;
import io.orderpipeline.testing.drill.DrillPrograms;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.ChildProcess.Signal;
import io.orderpipeline.testing.proxy.FaultProxy;
import io.orderpipeline.testing.proxy.NetworkConditions;
import java.time.Duration;
import java.util.List;

/**
 * The programs of a soak: a producer and a consumer that are undisturbed, and a second consumer, the target of faults.
 * Each consumer has one thread, so that a third gets a partition too. One thread.
 */
final class SoakProcesses {

    private static final String ONE_THREAD = "--threads=1";

    /** Longer than the session timeout, so that others take over. */
    private static final Duration SUSPENSION = Duration.ofSeconds(14);

    private static final Duration SHORT_OUTAGE = Duration.ofSeconds(2);
    private static final Duration LONG_OUTAGE = Duration.ofSeconds(15);

    final DrillContext context;
    final FaultProxy proxy;
    final ChildProcess producer;
    final ChildProcess undisturbed;
    private final List<String> jvmOptions;
    private ChildProcess target;

    /** Returns when both consumers write. */
    SoakProcesses(DrillContext context, String heap) {
        this.context = context;
        this.proxy = context.proxyToCassandra();
        this.jvmOptions = List.of("-Xmx" + heap, "-XX:+ExitOnOutOfMemoryError");
        producer = context.programs().startLoad();
        undisturbed = startConsumer();
        DrillPrograms.awaitWriting(undisturbed);
        startTarget();
    }

    void startTarget() {
        target = startConsumer();
        DrillPrograms.awaitWriting(target);
    }

    void killTarget() {
        context.programs().kill(target);
        startTarget();
    }

    void restartTarget() {
        context.programs().endConsumer(target);
        startTarget();
    }

    void suspendTarget() {
        target.signal(Signal.STOP);
        context.runFor(SUSPENSION);
        target.signal(Signal.CONT);
    }

    void visit(Duration time) {
        ChildProcess guest = startConsumer();
        DrillPrograms.awaitAssignment(guest);
        context.runFor(time);
        context.programs().endConsumer(guest);
    }

    void suspend(StackServer server) {
        server.pause();
        context.runBetween(SHORT_OUTAGE, LONG_OUTAGE);
        server.resume();
    }

    void kill(StackServer server) {
        server.kill();
        context.runBetween(Duration.ZERO, SHORT_OUTAGE);
        server.start();
    }

    void slowDown(Duration latency) {
        proxy.set(NetworkConditions.latency(latency));
        context.runBetween(SHORT_OUTAGE, LONG_OUTAGE);
        proxy.set(NetworkConditions.CLEAR);
    }

    private ChildProcess startConsumer() {
        return context.programs().startConsumer(jvmOptions, ONE_THREAD, DrillContext.through(proxy));
    }
}
