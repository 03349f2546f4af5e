package io.orderpipeline.drill;

import io.orderpipeline.process.ChildProcess;
import io.orderpipeline.stack.CassandraTuning;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** The database says that its disk is full. It is told of a small one, which a sparse file fills without using any. */
record DiskFull(Duration time) implements Drill {

    private static final long DISK_BYTES = 1L << 30;

    @Override
    public String name() {
        return "disk-full";
    }

    @Override
    public String fault() {
        return "Cassandra refuses writes for %d s because its disk is full".formatted(time.toSeconds());
    }

    @Override
    public CassandraTuning tuning() {
        return CassandraTuning.SHIPPED
                .with("data_disk_usage_percentage_fail_threshold", "90")
                .with("data_disk_usage_max_disk_size", (DISK_BYTES >> 20) + "MiB")
                .withJvmOption("-Dcassandra.disk_usage.monitor_interval_ms=1000");
    }

    @Override
    public void run(Scene scene) {
        scene.startLoad();
        ChildProcess consumer = scene.startConsumer();
        scene.awaitWriting(consumer);
        scene.fault("the disk is full");
        Path ballast = fill(scene.stack().config().dataDir().resolve("cassandra/data"));
        consumer.awaitErr(Scene.IN_TROUBLE, Scene.LIMIT);
        scene.let(time);
        scene.requireMembership(consumer);
        empty(ballast);
        scene.tell("there is room again");
        scene.recover();
    }

    private static Path fill(Path directory) {
        Path ballast = directory.resolve("ballast");
        try (RandomAccessFile file = new RandomAccessFile(ballast.toFile(), "rw")) {
            file.setLength(DISK_BYTES);
            return ballast;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void empty(Path ballast) {
        try {
            Files.delete(ballast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
