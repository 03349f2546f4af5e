package io.orderpipeline.testing.soak;

import io.orderpipeline.testing.drill.DrillContext;
import io.orderpipeline.testing.drill.DrillPrograms;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.ChildProcess.Signal;
import io.orderpipeline.testing.proxy.FaultProxy;
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

    private final DrillContext context;
    private final FaultProxy proxy;
    private final List<String> jvmOptions;
    private final ChildProcess producer;
    private final ChildProcess undisturbed;
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

    DrillContext context() {
        return context;
    }

    FaultProxy proxy() {
        return proxy;
    }

    ChildProcess producer() {
        return producer;
    }

    ChildProcess undisturbed() {
        return undisturbed;
    }

    ChildProcess target() {
        return target;
    }

    void startTarget() {
        target = startConsumer();
        DrillPrograms.awaitWriting(target);
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

    private ChildProcess startConsumer() {
        return context.programs().startConsumer(jvmOptions, ONE_THREAD, DrillContext.through(proxy));
    }
}
