package io.orderpipeline.testing.drill;

import io.orderpipeline.testing.drill.context.Scene;
import io.orderpipeline.testing.proxy.FaultProxy;
import io.orderpipeline.testing.proxy.Weather;
import java.time.Duration;

/** The way to the database is slow: first by latency, then a trickle. */
record SlowDatabase(Duration each) implements Drill {

    private static final Weather FAR = Weather.latency(Duration.ofMillis(250));
    private static final Weather THIN = Weather.trickle(20_000);

    @Override
    public String name() {
        return "slow-database";
    }

    @Override
    public String fault() {
        return "0.5 s of latency to Cassandra, then 20 KB/s, %d s each".formatted(each.toSeconds());
    }

    @Override
    public void run(Scene scene) {
        FaultProxy proxy = scene.proxyToCassandra();
        scene.startLoad();
        scene.awaitWriting(scene.startConsumer(Scene.through(proxy)));
        suffer(scene, proxy, FAR, "latency");
        suffer(scene, proxy, THIN, "trickle");
    }

    private void suffer(Scene scene, FaultProxy proxy, Weather weather, String what) {
        scene.fault(what);
        proxy.become(weather);
        scene.let(each);
        proxy.become(Weather.CLEAR);
        scene.recover();
    }
}
