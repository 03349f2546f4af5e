package io.orderpipeline.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A Kafka broker that is a KRaft controller too, alone or with others. */
public final class KafkaServer extends StackServer {

    private static final int MOST_COPIES = 3;
    private static final Duration FORMAT_LIMIT = Duration.ofSeconds(60);

    private final DataDir data;
    private final StackConfig config;
    private final ClusterPlan plan;
    private final Optional<Security> security;

    KafkaServer(DataDir data, StackConfig config, NodeAddress seat, ClusterPlan plan, Consumer<String> progress) {
        super(seat, new KafkaProbe(seat, Security.of(config.dataDir())), config.startLimit(), progress);
        this.data = data;
        this.config = config;
        this.plan = plan;
        this.security = Security.of(config.dataDir());
    }

    public String bootstrapServers() {
        return seat().clientAddress();
    }

    @Override
    JvmCommand prepare() {
        Path home = data.of(name());
        Path properties = home.resolve("server.properties");
        try {
            PrivateFile.write(properties, properties(home));
            Files.writeString(home.resolve("log4j2.xml"), Template.read("kafka-log4j2.xml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (Files.notExists(home.resolve("data/meta.properties"))) {
            format(home, properties);
        }
        List<String> options =
                new ArrayList<>(List.of("-Xms256m", "-Xmx512m", "-XX:+UseG1GC", "-XX:+ExitOnOutOfMemoryError"));
        options.addAll(config.compilerOptions());
        return command(home, options, "kafka.Kafka", List.of(properties.toString()), "server.log");
    }

    // The controller's port of a broker alone may change from start to start: nothing on disk holds it.
    private String properties(Path home) {
        int controllerPort = seat().isAlone() ? Ports.free() : plan.controllerPort();
        String alone = Template.fill(
                "server.properties",
                Map.of("port", port(), "controllerPort", controllerPort, "dataDir", home.resolve("data")));
        if (security.isPresent()) {
            return alone + secured(security.get(), controllerPort);
        }
        return seat().isAlone() ? alone : alone + amongOthers();
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

    @Override
    void afterStart() {
        security.ifPresent(keys -> new KafkaRights(keys).grant());
    }

    private String amongOthers() {
        int copies = Math.min(seat().of(), MOST_COPIES);
        String voters = plan.brokers(port()).stream()
                .map(other -> other.number() + "@" + other.host() + ":" + plan.controllerPort())
                .collect(Collectors.joining(","));
        return Template.fill(
                "cluster-server.properties",
                Map.of(
                        "number", seat().number(),
                        "host", seat().host(),
                        "port", port(),
                        "controllerPort", plan.controllerPort(),
                        "voters", voters,
                        "copies", copies,
                        "inSync", Math.max(1, copies - 1)));
    }

    private void format(Path home, Path properties) {
        List<String> arguments = List.of("format", "--cluster-id", plan.kafkaId(), "--config", properties.toString());
        List<String> quick = List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        ChildJvm format = ChildJvm.start(command(home, quick, "kafka.tools.StorageTool", arguments, "format.log"));
        if (!format.awaitEnd(FORMAT_LIMIT)) {
            format.kill();
        }
        if (format.onExit().join() != 0) {
            throw new StackException(
                    name() + ": cannot format " + home.resolve("data") + ":\n  " + format.lastLogLines());
        }
    }

    private JvmCommand command(
            Path home, List<String> jvmOptions, String mainClass, List<String> arguments, String log) {
        List<Path> classPath = new ArrayList<>(List.of(data.leash()));
        classPath.addAll(ServerClassPath.of(NodeAddress.KAFKA).jars());
        List<String> options = new ArrayList<>(jvmOptions);
        options.add("-Dlog4j2.configurationFile=" + home.resolve("log4j2.xml").toUri());
        return new JvmCommand(JavaHome.running(), options, classPath, mainClass, arguments, home, home.resolve(log));
    }
}
