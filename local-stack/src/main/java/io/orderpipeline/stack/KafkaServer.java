package io.orderpipeline.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.common.Uuid;

/** A Kafka broker that is its own KRaft controller. */
public final class KafkaServer extends StackServer {

    private static final String NAME = "kafka";
    private static final Duration FORMAT_LIMIT = Duration.ofSeconds(60);

    private final DataDir data;

    KafkaServer(DataDir data, StackConfig config, Consumer<String> progress) {
        super(NAME, config.kafkaPort(), new KafkaProbe(config.kafkaPort()), config.startLimit(), progress);
        this.data = data;
    }

    public String bootstrapServers() {
        return "localhost:" + port();
    }

    @Override
    JvmCommand prepare() {
        Path home = data.of(NAME);
        Path properties = home.resolve("server.properties");
        try {
            Files.writeString(properties, properties(home));
            Files.writeString(home.resolve("log4j2.xml"), Template.read("kafka-log4j2.xml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (Files.notExists(home.resolve("data/meta.properties"))) {
            format(home, properties);
        }
        List<String> options = List.of("-Xms256m", "-Xmx512m", "-XX:+UseG1GC", "-XX:+ExitOnOutOfMemoryError");
        return command(home, options, "kafka.Kafka", List.of(properties.toString()), "server.log");
    }

    // The controller's port may change from start to start: nothing on disk holds it.
    private String properties(Path home) {
        return Template.fill(
                "server.properties",
                Map.of("port", port(), "controllerPort", Ports.free(), "dataDir", home.resolve("data")));
    }

    private void format(Path home, Path properties) {
        List<String> arguments =
                List.of("format", "--cluster-id", Uuid.randomUuid().toString(), "--config", properties.toString());
        List<String> quick = List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");
        ChildJvm format = ChildJvm.start(command(home, quick, "kafka.tools.StorageTool", arguments, "format.log"));
        if (!format.awaitEnd(FORMAT_LIMIT)) {
            format.kill();
        }
        if (format.onExit().join() != 0) {
            throw new StackException(
                    NAME + ": cannot format " + home.resolve("data") + ":\n  " + format.lastLogLines());
        }
    }

    private JvmCommand command(
            Path home, List<String> jvmOptions, String mainClass, List<String> arguments, String log) {
        List<Path> classPath = new ArrayList<>(List.of(data.leash()));
        classPath.addAll(ServerClassPath.of(NAME).jars());
        List<String> options = new ArrayList<>(jvmOptions);
        options.add("-Dlog4j2.configurationFile=" + home.resolve("log4j2.xml").toUri());
        return new JvmCommand(JavaHome.running(), options, classPath, mainClass, arguments, home, home.resolve(log));
    }
}
