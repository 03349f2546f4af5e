package io.orderpipeline.localstack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Apicurio Registry with Confluent's REST API. Its in-memory variant keeps schemas in an H2 database, which is a file
 * here: schemas and ids survive a restart and {@code kill -9}.
 */
public final class SchemaRegistryServer extends StackServer {

    SchemaRegistryServer(
            DataDir data, StackConfig config, NodeAddress address, ClusterPlan plan, Consumer<String> progress) {
        super(data, config, address, plan, progress);
    }

    /** The base URL of Confluent's API, for {@code --schema-registry}. */
    public String url() {
        return url(address, security.isPresent());
    }

    public static String url(NodeAddress address, boolean isSecure) {
        return (isSecure ? "https://" : "http://") + address.clientAddress() + "/apis/ccompat/v7";
    }

    @Override
    JvmCommand prepare() {
        writeConfiguration();
        // The C1 compiler only: a registry needs no peak throughput.
        List<String> options = List.of(
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Djava.io.tmpdir=" + home());
        return command(JavaHome.running(), options, "io.quarkus.runner.GeneratedMain", List.of(), "server.log");
    }

    /**
     * Writes the file that Quarkus reads from its working directory. The command line would show the password to every
     * user of the machine.
     */
    Path writeConfiguration() {
        try {
            Path folder = Files.createDirectories(home().resolve("config"));
            Path file = folder.resolve("application.properties");
            StackFiles.writePrivate(file, properties());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String properties() {
        String plain = Template.fill("schema-registry.properties", Map.of("port", port()));
        return security.map(keys -> plain + secured(keys)).orElse(plain);
    }

    private String secured(Security keys) {
        return Template.fill(
                "secure-schema-registry.properties",
                Map.of(
                        "port", port(),
                        "keyStore", keys.file(Certificates.SERVER + ".p12"),
                        "storePassword", keys.secret(Security.Secret.SERVER_STORE)));
    }
}
