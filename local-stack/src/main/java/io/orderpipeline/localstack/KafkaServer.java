package io.orderpipeline.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A Kafka broker that is also a KRaft controller, alone or in a cluster. */
public final class KafkaServer extends StackServer {

    private static final int MOST_REPLICAS = 3;
    private static final Duration FORMAT_LIMIT = Duration.ofSeconds(60);

    KafkaServer(DataDir data, StackConfig config, NodeAddress address, ClusterPlan plan, Consumer<String> progress) {
        super(data, config, address, plan, progress);
    }

    public String bootstrapServers() {
        return address.clientAddress();
    }

    @Override
    JvmCommand prepare() {
        Path home = home();
        Path properties = home.resolve("server.properties");
        try {
            StackFiles.writePrivate(properties, properties(home) + settingsOfVariant());
            Files.writeString(home.resolve("log4j2.xml"), Template.read("kafka-log4j2.xml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!usesZooKeeper() && Files.notExists(home.resolve("data/meta.properties"))) {
            format(home, properties);
        }
        List<String> options =
                new ArrayList<>(List.of("-Xms256m", "-Xmx512m", "-XX:+UseG1GC", "-XX:+ExitOnOutOfMemoryError"));
        options.addAll(config.compilerOptions());
        return command(options, "kafka.Kafka", List.of(properties.toString()), "server.log");
    }

    // A single broker may have another controller port after each start: it is not stored on disk.
    private String properties(Path home) {
        int controllerPort = address.isAlone() ? Ports.free() : plan.controllerPort();
        String single = Template.fill(
                "server.properties",
                Map.of("port", port(), "controllerPort", controllerPort, "dataDir", home.resolve("data")));
        if (security.isPresent()) {
            return single + secured(security.get(), controllerPort);
        }
        return address.isAlone() ? single : single + clustered();
    }

    /** Old versions do; they write their log directory themselves. */
    private boolean usesZooKeeper() {
        return config.variant().brokerSettings().containsKey("zookeeper.connect");
    }

    private String settingsOfVariant() {
        return config.variant().brokerSettings().entrySet().stream()
                .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
                .collect(Collectors.joining());
    }

    private String secured(Security keys, int controllerPort) {
        return Template.fill(
                "secure-server.properties",
                Map.of(
                        "port", port(),
                        "certificatePort", keys.certificatePort(),
                        "controllerPort", controllerPort,
                        "keyStore", keys.file(Certificates.SERVER + ".p12"),
                        "storePassword", keys.secret(Security.Secret.SERVER_STORE),
                        "authority", keys.file(Certificates.TRUST_PEM),
                        "superUser", Certificates.SERVER));
    }

    private String clustered() {
        int replicas = Math.min(address.of(), MOST_REPLICAS);
        String voters = plan.brokers(port()).stream()
                .map(other -> other.number() + "@" + other.host() + ":" + plan.controllerPort())
                .collect(Collectors.joining(","));
        return Template.fill(
                "cluster-server.properties",
                Map.of(
                        "number", address.number(),
                        "host", address.host(),
                        "port", port(),
                        "controllerPort", plan.controllerPort(),
                        "voters", voters,
                        "copies", replicas,
                        "inSync", Math.max(1, replicas - 1)));
    }

    private void format(Path home, Path properties) {
        List<String> arguments = List.of("format", "--cluster-id", plan.kafkaId(), "--config", properties.toString());
        List<String> quick = List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        ChildJvm format = ChildJvm.start(command(quick, "kafka.tools.StorageTool", arguments, "format.log"));
        if (!format.awaitEnd(FORMAT_LIMIT)) {
            format.kill();
        }
        if (format.onExit().join() != 0) {
            throw new StackException(
                    name() + ": cannot format " + home.resolve("data") + ":\n  " + format.lastLogLines());
        }
    }

    private JvmCommand command(List<String> options, String mainClass, List<String> arguments, String log) {
        List<String> all = new ArrayList<>(options);
        all.add("-Dlog4j2.configurationFile=" + home().resolve("log4j2.xml").toUri());
        Path java = config.variant().javaHome(address.kind()).orElseGet(JavaHome::running);
        return command(java, all, mainClass, arguments, log);
    }
}
