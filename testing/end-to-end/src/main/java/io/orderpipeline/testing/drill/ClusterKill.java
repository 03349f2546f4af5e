package io.orderpipeline.testing.drill;

import io.orderpipeline.localstack.ClusterSize;
import io.orderpipeline.localstack.StackServer;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

/** Some of the servers die. The pipeline must go on without them, and again when they are back. */
record ClusterKill(String name, String fault, Function<DrillContext, List<StackServer>> victims) implements Drill {

    static final ClusterSize THREE = new ClusterSize(3, 3);

    @Override
    public ClusterSize size() {
        return THREE;
    }

    @Override
    public void run(DrillContext scene) {
        scene.startLoad();
        scene.awaitWriting(scene.startConsumer());
        scene.letSome(Duration.ofSeconds(1), Duration.ofSeconds(4));
        List<StackServer> chosen = victims.apply(scene);
        chosen.forEach(server -> {
            scene.fault("kill -9 of " + server.name());
            server.kill();
        });
        scene.goOn();
        chosen.forEach(StackServer::start);
        scene.tell("all servers are back");
        scene.goOn();
    }
}
