package io.orderpipeline.testing.drill;

import io.orderpipeline.testing.proxy.FaultProxy;
import io.orderpipeline.testing.proxy.NetworkConditions;
import java.time.Duration;

/** The way to the database is slow: first by latency, then a trickle. */
record SlowDatabase(Duration each) implements Drill {

    private static final NetworkConditions FAR = NetworkConditions.latency(Duration.ofMillis(250));
    private static final NetworkConditions THIN = NetworkConditions.trickle(20_000);

    @Override
    public String name() {
        return "slow-database";
    }

    @Override
    public String fault() {
        return "0.5 s of latency to Cassandra, then 20 KB/s, %d s each".formatted(each.toSeconds());
    }

    @Override
    public void run(DrillContext scene) {
        FaultProxy proxy = scene.proxyToCassandra();
        scene.startLoad();
        scene.awaitWriting(scene.startConsumer(DrillContext.through(proxy)));
        suffer(scene, proxy, FAR, "latency");
        suffer(scene, proxy, THIN, "trickle");
    }

    private void suffer(DrillContext scene, FaultProxy proxy, NetworkConditions weather, String what) {
        scene.fault(what);
        proxy.become(weather);
        scene.let(each);
        proxy.become(NetworkConditions.CLEAR);
        scene.recover();
    }
}
