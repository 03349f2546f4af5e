package io.orderpipeline.testing.soak;

import io.orderpipeline.testing.proxy.NetworkConditions;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** One kind of harm, done and undone: when it returns, nothing is left that keeps the pipeline from its work. */
record SoakFault(String name, Consumer<SoakProcesses> strike) {

    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final Duration LONG = Duration.ofSeconds(15);
    private static final Duration VISIT = Duration.ofSeconds(8);
    private static final Duration SLOW = Duration.ofMillis(300);

    static final List<SoakFault> ALL = List.of(
            new SoakFault("kill -9 of a consumer", stage -> {
                stage.scene().programs().kill(stage.victim());
                stage.startVictim();
            }),
            new SoakFault("restart of a consumer", stage -> {
                stage.scene().programs().endConsumer(stage.victim());
                stage.startVictim();
            }),
            new SoakFault("SIGSTOP of a consumer", SoakProcesses::suspendVictim),
            new SoakFault("a third consumer comes and leaves", stage -> stage.visit(VISIT)),
            new SoakFault("SIGSTOP of Cassandra", stage -> {
                stage.scene().stack().cassandra().pause();
                stage.scene().letSome(SHORT, LONG);
                stage.scene().stack().cassandra().resume();
            }),
            new SoakFault("SIGSTOP of the broker", stage -> {
                stage.scene().stack().kafka().pause();
                stage.scene().letSome(SHORT, LONG);
                stage.scene().stack().kafka().resume();
            }),
            new SoakFault("kill -9 of Cassandra", stage -> {
                stage.scene().stack().cassandra().kill();
                stage.scene().letSome(Duration.ZERO, SHORT);
                stage.scene().stack().cassandra().start();
            }),
            new SoakFault("kill -9 of the broker", stage -> {
                stage.scene().stack().kafka().kill();
                stage.scene().letSome(Duration.ZERO, SHORT);
                stage.scene().stack().kafka().start();
            }),
            new SoakFault(
                    "connections to Cassandra reset", stage -> stage.proxy().reset()),
            new SoakFault("Cassandra answers slowly", stage -> {
                stage.proxy().become(NetworkConditions.latency(SLOW));
                stage.scene().letSome(SHORT, LONG);
                stage.proxy().become(NetworkConditions.CLEAR);
            }));
}
