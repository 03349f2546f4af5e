package io.orderpipeline.testing.matrix;

import io.orderpipeline.localstack.ParentWatchdog;
import io.orderpipeline.localstack.Ports;
import io.orderpipeline.localstack.StackFiles;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.Java;
import io.orderpipeline.testing.process.Repository;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A ZooKeeper server for an old broker, from the broker's own jars. It has no data at its start; its folder is deleted
 * at its end, at a failed start, and on shutdown. The process ends with this one, however this one ends.
 */
final class ZooKeeper implements AutoCloseable {

    private final int port;
    private final Path folder;
    private final Thread hook = new Thread(this::end, "discard-zookeeper");

    /** Null until it is started. */
    private volatile ChildProcess process;

    private ZooKeeper(int port, Path folder) {
        this.port = port;
        this.folder = folder;
    }

    static ZooKeeper start(List<Path> jars, Java java, Repository repository) throws IOException {
        ZooKeeper server = new ZooKeeper(Ports.free(), Files.createTempDirectory("order-pipeline-zookeeper"));
        Runtime.getRuntime().addShutdownHook(server.hook);
        try {
            server.process = server.launch(jars, java, repository.watchdogClasses());
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    private ChildProcess launch(List<Path> jars, Java java, Path watchdog) throws IOException {
        Path config = Files.writeString(
                folder.resolve("zoo.cfg"),
                """
                clientPort=%d
                clientPortAddress=127.0.0.1
                dataDir=%s
                admin.enableServer=false
                """
                        .formatted(port, folder.resolve("data")));
        String classPath = Stream.concat(Stream.of(watchdog), jars.stream())
                .map(Path::toString)
                .collect(Collectors.joining(File.pathSeparator));
        List<String> arguments = List.of(
                "-Xmx128m",
                "-cp",
                classPath,
                ParentWatchdog.class.getName(),
                "org.apache.zookeeper.server.ZooKeeperServerMain",
                config.toString());
        return ChildProcess.start(
                java.launch("zookeeper", arguments).holdingInputOpen().shieldedFromTerminal());
    }

    /** Settings of a broker that uses it. Such a broker ignores the settings for controllers. */
    Map<String, String> brokerSettings() {
        return Map.of("zookeeper.connect", "127.0.0.1:" + port, "broker.id", "1");
    }

    private void end() {
        try {
            if (process != null) {
                process.close();
            }
        } finally {
            StackFiles.delete(folder);
        }
    }

    @Override
    public void close() {
        try {
            end();
        } finally {
            Runtime.getRuntime().removeShutdownHook(hook);
        }
    }
}
