package io.orderpipeline.testing.soak;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** One kind of fault. When the injection returns, the fault is repaired. */
record SoakFault(String name, Consumer<SoakProcesses> injection) {

    static final List<SoakFault> ALL = List.of(
            new SoakFault("kill -9 of a consumer", SoakProcesses::killTarget),
            new SoakFault("restart of a consumer", SoakProcesses::restartTarget),
            new SoakFault("SIGSTOP of a consumer", SoakProcesses::suspendTarget),
            new SoakFault("a third consumer joins and leaves", soak -> soak.visit(Duration.ofSeconds(8))),
            new SoakFault(
                    "SIGSTOP of Cassandra",
                    soak -> soak.suspend(soak.context.stack().cassandra())),
            new SoakFault(
                    "SIGSTOP of the broker",
                    soak -> soak.suspend(soak.context.stack().kafka())),
            new SoakFault(
                    "kill -9 of Cassandra",
                    soak -> soak.kill(soak.context.stack().cassandra())),
            new SoakFault(
                    "kill -9 of the broker",
                    soak -> soak.kill(soak.context.stack().kafka())),
            new SoakFault("connections to Cassandra reset", soak -> soak.proxy.reset()),
            new SoakFault("slow Cassandra", soak -> soak.slowDown(Duration.ofMillis(300))));
}
