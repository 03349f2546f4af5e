package io.orderpipeline.testing.soak;

import io.orderpipeline.testing.proxy.NetworkConditions;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** One kind of fault. When the injection returns, the fault is repaired. */
record SoakFault(String name, Consumer<SoakProcesses> injection) {

    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final Duration VISIT = Duration.ofSeconds(8);
    private static final Duration SLOW = Duration.ofMillis(300);

    static final List<SoakFault> ALL = List.of(
            new SoakFault("kill -9 of a consumer", processes -> {
                processes.context().programs().kill(processes.target());
                processes.startTarget();
            }),
            new SoakFault("restart of a consumer", processes -> {
                processes.context().programs().endConsumer(processes.target());
                processes.startTarget();
            }),
            new SoakFault("SIGSTOP of a consumer", SoakProcesses::suspendTarget),
            new SoakFault("a third consumer joins and leaves", processes -> processes.visit(VISIT)),
            new SoakFault("SIGSTOP of Cassandra", processes -> {
                processes.context().stack().cassandra().pause();
                processes.context().runBetween(SHORT, LONG);
                processes.context().stack().cassandra().resume();
            }),
            new SoakFault("SIGSTOP of the broker", processes -> {
                processes.context().stack().kafka().pause();
                processes.context().runBetween(SHORT, LONG);
                processes.context().stack().kafka().resume();
            }),
            new SoakFault("kill -9 of Cassandra", processes -> {
                processes.context().stack().cassandra().kill();
                processes.context().runBetween(Duration.ZERO, SHORT);
                processes.context().stack().cassandra().start();
            }),
            new SoakFault("kill -9 of the broker", processes -> {
                processes.context().stack().kafka().kill();
                processes.context().runBetween(Duration.ZERO, SHORT);
                processes.context().stack().kafka().start();
            }),
            new SoakFault(
                    "connections to Cassandra reset",
                    processes -> processes.proxy().reset()),
            new SoakFault("slow Cassandra", processes -> {
                processes.proxy().set(NetworkConditions.latency(SLOW));
                processes.context().runBetween(SHORT, LONG);
                processes.proxy().set(NetworkConditions.CLEAR);
            }));
}
