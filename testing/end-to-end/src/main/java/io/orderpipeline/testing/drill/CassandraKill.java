package io.orderpipeline.testing.drill;

import java.time.Duration;

/** The database dies in mid-write, and comes back as the crash has left it. */
record CassandraKill() implements Drill {

    @Override
    public String name() {
        return "cassandra-kill";
    }

    @Override
    public String fault() {
        return "kill -9 of Cassandra in mid-write, restart";
    }

    @Override
    public void run(DrillContext scene) {
        scene.startLoad();
        scene.awaitWriting(scene.startConsumer());
        scene.letSome(Duration.ofMillis(500), Duration.ofSeconds(3));
        scene.fault("kill -9 of Cassandra");
        scene.stack().cassandra().kill();
        scene.stack().cassandra().start();
        scene.recover();
    }
}
