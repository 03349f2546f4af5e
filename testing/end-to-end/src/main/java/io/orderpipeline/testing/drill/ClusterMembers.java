package io.orderpipeline.testing.drill;

import io.orderpipeline.localstack.ClusterSize;
import io.orderpipeline.testing.process.ChildProcess;

/** Consumers of one thread each: a second and a third come, one of them dies and the other leaves. */
record ClusterMembers(int rounds) implements Drill {

    private static final String ONE_THREAD = "--threads=1";

    @Override
    public String name() {
        return "cluster-members";
    }

    @Override
    public String fault() {
        return "two more consumers come, one is killed, one leaves, " + rounds + " times";
    }

    @Override
    public ClusterSize size() {
        return ClusterKill.THREE;
    }

    @Override
    public void run(DrillContext scene) {
        scene.startLoad();
        scene.awaitWriting(scene.startConsumer(ONE_THREAD));
        for (int round = 0; round < rounds; round++) {
            ChildProcess second = join(scene);
            ChildProcess third = join(scene);
            scene.goOn();
            scene.fault("kill -9 of the second consumer");
            scene.programs().kill(second);
            scene.goOn();
            scene.fault("the third consumer leaves");
            scene.programs().endConsumer(third);
            scene.goOn();
        }
    }

    private static ChildProcess join(DrillContext scene) {
        scene.tell("a consumer joins");
        ChildProcess guest = scene.startConsumer(ONE_THREAD);
        guest.awaitErr("has got", DrillContext.LIMIT);
        return guest;
    }
}
