package io.orderpipeline.testing.soak;

import io.orderpipeline.testing.drill.DrillContext;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.ProcessSignal;
import io.orderpipeline.testing.proxy.FaultProxy;
import java.time.Duration;
import java.util.List;

/**
 * Who takes part in a soak: a producer, a consumer that nobody harms, whose figures therefore tell of the whole time,
 * and a second one, the victim. One thread each, so that a third finds a partition too. One thread.
 */
final class SoakProcesses {

    private static final String ONE_THREAD = "--threads=1";

    /** Beyond the session, so that others take over. */
    private static final Duration SUSPENSION = Duration.ofSeconds(14);

    private final DrillContext scene;
    private final FaultProxy proxy;
    private final List<String> jvmOptions;
    private final ChildProcess producer;
    private final ChildProcess veteran;
    private ChildProcess victim;

    /** Returns when orders are stored. */
    SoakProcesses(DrillContext scene, String heap) {
        this.scene = scene;
        this.proxy = scene.proxyToCassandra();
        this.jvmOptions = List.of("-Xmx" + heap, "-XX:+ExitOnOutOfMemoryError");
        producer = scene.startLoad();
        veteran = startConsumer();
        scene.awaitWriting(veteran);
        startVictim();
    }

    DrillContext scene() {
        return scene;
    }

    FaultProxy proxy() {
        return proxy;
    }

    ChildProcess producer() {
        return producer;
    }

    ChildProcess veteran() {
        return veteran;
    }

    ChildProcess victim() {
        return victim;
    }

    void startVictim() {
        victim = startConsumer();
        scene.awaitWriting(victim);
    }

    void suspendVictim() {
        victim.signal(ProcessSignal.STOP);
        scene.let(SUSPENSION);
        victim.signal(ProcessSignal.CONT);
    }

    void visit(Duration time) {
        ChildProcess guest = startConsumer();
        guest.awaitErr("has got", DrillContext.LIMIT);
        scene.let(time);
        scene.programs().endConsumer(guest);
    }

    private ChildProcess startConsumer() {
        return scene.startConsumer(jvmOptions, ONE_THREAD, DrillContext.through(proxy));
    }
}
