package io.orderpipeline.testing.matrix;

import io.orderpipeline.localstack.Ports;
import io.orderpipeline.localstack.StackFiles;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.Java;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A ZooKeeper server for an old broker, from the broker's own jars. It has no data before and after. */
record ZooKeeper(int port, Path folder, ChildProcess process) implements AutoCloseable {

    static ZooKeeper start(List<Path> jars) throws IOException {
        int port = Ports.free();
        Path folder = Files.createTempDirectory("order-pipeline-zookeeper");
        Path config = Files.writeString(
                folder.resolve("zoo.cfg"),
                """
                clientPort=%d
                clientPortAddress=127.0.0.1
                dataDir=%s
                admin.enableServer=false
                """
                        .formatted(port, folder.resolve("data")));
        String classPath = jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        List<String> arguments = List.of(
                "-Xmx128m", "-cp", classPath, "org.apache.zookeeper.server.ZooKeeperServerMain", config.toString());
        ChildProcess process =
                ChildProcess.start(Java.running().launch("zookeeper", arguments).shieldedFromTerminal());
        return new ZooKeeper(port, folder, process);
    }

    /** Settings of a broker that uses it; the settings for controllers, which such a broker does not know, are inert. */
    Map<String, String> brokerSettings() {
        return Map.of("zookeeper.connect", "127.0.0.1:" + port, "broker.id", "1");
    }

    @Override
    public void close() {
        process.close();
        StackFiles.delete(folder);
    }
}
