package io.orderpipeline.testing.drill;

import io.orderpipeline.testing.process.ChildProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records that are no orders, in every way that we know of, among those that are. */
record MalformedRecords(int records) implements Drill {

    private static final int ROUNDS = 10;

    /** Offsets are committed each second, and the machine does other things too. */
    private static final int SECONDS_LATE = 10;

    @Override
    public String name() {
        return "malformed-records";
    }

    @Override
    public String fault() {
        return "%d malformed records of %d kinds among good ones".formatted(records, MalformedKinds.ALL.size());
    }

    @Override
    public void run(DrillContext scene) {
        scene.startLoad();
        ChildProcess consumer = scene.startConsumer();
        scene.awaitWriting(consumer);
        scene.awaitLag(scene.load().rate());
        int next = 0;
        for (int round = 1; round <= ROUNDS; round++) {
            List<ProducerRecord<byte[], byte[]>> bad = new ArrayList<>();
            while (next < records * round / ROUNDS) {
                bad.add(MalformedKinds.record(scene.pipeline().topic(), next++));
            }
            scene.faults(bad.size(), "malformed records");
            scene.send(bad);
            scene.let(Duration.ofMillis(500));
            requireInTime(scene);
        }
    }

    private static void requireInTime(DrillContext scene) {
        long lag = scene.lag();
        if (lag > (long) scene.load().rate() * SECONDS_LATE) {
            throw new DrillException("good orders are late: %,d wait".formatted(lag));
        }
    }
}
