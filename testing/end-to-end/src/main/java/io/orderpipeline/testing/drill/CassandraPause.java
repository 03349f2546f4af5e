package io.orderpipeline.testing.drill;

import io.orderpipeline.testing.process.ChildProcess;
import java.time.Duration;

/** The database stands still with its connections open, as in a long garbage collection. */
record CassandraPause(Duration pause) implements Drill {

    @Override
    public String name() {
        return "cassandra-pause";
    }

    @Override
    public String fault() {
        return "Cassandra stands still (SIGSTOP) for " + pause.toSeconds() + " s";
    }

    @Override
    public void run(DrillContext scene) {
        scene.startLoad();
        ChildProcess consumer = scene.startConsumer();
        scene.awaitWriting(consumer);
        scene.fault("SIGSTOP to Cassandra");
        scene.stack().cassandra().pause();
        scene.let(pause);
        consumer.awaitErr(DrillContext.IN_TROUBLE, DrillContext.LIMIT);
        scene.requireMembership(consumer);
        scene.tell("SIGCONT");
        scene.stack().cassandra().resume();
        scene.recover();
    }
}
