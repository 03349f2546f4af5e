package io.orderpipeline.testing.drill;

import io.orderpipeline.testing.process.ChildProcess;
import java.time.Duration;

/** Minutes without a database, a flood of orders, and a heap that could hold a fraction of them. */
record LongOutage(Duration outage, int loadFactor) implements Drill {

    @Override
    public String name() {
        return "long-outage";
    }

    @Override
    public String fault() {
        return "%d s without Cassandra at %d times the rate, the consumer with -Xmx128m"
                .formatted(outage.toSeconds(), loadFactor);
    }

    @Override
    public void run(DrillContext scene) {
        GcLog heap = GcLog.create();
        scene.startLoad(scene.load().times(loadFactor));
        ChildProcess consumer = scene.startConsumer(heap.jvmOptions("128m"));
        scene.awaitWriting(consumer);
        scene.fault("kill -9 of Cassandra");
        scene.stack().cassandra().kill();
        int start = heap.collections();
        scene.let(outage.dividedBy(2));
        int middle = heap.collections();
        scene.let(outage.dividedBy(2));
        int end = heap.collections();
        scene.tell("%,d records behind".formatted(scene.lag()));
        scene.stack().cassandra().start();
        scene.recover();
        scene.requireMembership(consumer);
        scene.tell(heap.requireFlat(start, middle, end));
        scene.programs().endProducers();
        scene.awaitCaughtUp(Duration.ofMinutes(5));
    }
}
