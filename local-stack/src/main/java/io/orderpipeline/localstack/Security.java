package io.orderpipeline.localstack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The keys and passwords of a secured stack, in the folder {@code security} of its data directory. The folder is
 * created before the servers first start, or never. Immutable.
 */
public final class Security {

    static final String FOLDER = "security";

    private static final String SECRETS = "secrets.properties";
    private static final int PASSWORD_BYTES = 24;

    private final Path folder;
    private final Properties secrets;

    private Security(Path folder, Properties secrets) {
        this.folder = folder;
        this.secrets = secrets;
    }

    /** Empty for a stack without passwords. */
    public static Optional<Security> of(Path data) {
        Path folder = data.resolve(FOLDER);
        if (Files.notExists(folder)) {
            return Optional.empty();
        }
        Path file = folder.resolve(SECRETS);
        Properties secrets =
                StackFiles.readProperties(file).orElseThrow(() -> new StackException("there is no file " + file));
        return Optional.of(new Security(folder, secrets));
    }

    /** Creates the keys and passwords unless they exist. */
    public static Security create(Path data) {
        Optional<Security> present = of(data);
        if (present.isPresent()) {
            return present.get();
        }
        if (Files.exists(data.resolve(NodeAddress.KAFKA)) || Files.exists(data.resolve(NodeAddress.CASSANDRA))) {
            throw new StackException("the data in " + data + " are those of a stack without --secure: choose another"
                    + " --data, or delete them with scripts/stack down --wipe");
        }
        try {
            return createIn(data);
        } catch (IOException e) {
            StackFiles.delete(next(data));
            throw new StackException("cannot create the keys in " + data + ": " + e, e);
        }
    }

    /** Renames the folder at the end, so that an incomplete one is never used. */
    private static Security createIn(Path data) throws IOException {
        Path next = next(data);
        StackFiles.delete(next);
        Files.createDirectories(data);
        StackFiles.createPrivateFolder(next);
        Properties secrets = new Properties();
        for (Secret secret : Secret.values()) {
            secrets.setProperty(secret.name(), password());
        }
        secrets.setProperty("certificatePort", Integer.toString(Ports.free()));
        String text = secrets.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                .sorted()
                .collect(Collectors.joining());
        StackFiles.writePrivate(next.resolve(SECRETS), text);
        new Certificates(new Security(next, secrets)).create();
        new ClientFiles(new Security(data.resolve(FOLDER), secrets)).writeTo(next);
        Files.move(next, data.resolve(FOLDER));
        return of(data).orElseThrow();
    }

    /** A file for the clients, such as {@code kafka-producer.properties}, or a key store. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** The bootstrap servers for clients with a certificate instead of a password. */
    public String certificateServers() {
        return "localhost:" + certificatePort();
    }

    /** The options of the two programs, for the terminal. */
    public List<String> clientOptions() {
        return List.of(
                "producer.jar --kafka-config " + file(ClientFiles.KAFKA_PRODUCER),
                "consumer.jar --kafka-config " + file(ClientFiles.KAFKA_CONSUMER) + " --cassandra-config "
                        + file(ClientFiles.CASSANDRA),
                "producer.jar --bootstrap-servers " + certificateServers() + " --kafka-config "
                        + file(ClientFiles.KAFKA_CERTIFICATE) + "  (by certificate)");
    }

    /** The options of both programs, for the terminal. */
    public String schemaRegistryOptions(String url) {
        return "both programs --schema-registry " + url + " --schema-registry-config "
                + file(ClientFiles.SCHEMA_REGISTRY);
    }

    String secret(Secret secret) {
        return secrets.getProperty(secret.name());
    }

    /** Of the listener for certificates, which the broker itself uses too. */
    int certificatePort() {
        return Integer.parseInt(secrets.getProperty("certificatePort"));
    }

    /** Needs no quotes in any file format. */
    private static String password() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Path next(Path data) {
        return data.resolve(FOLDER + ".next");
    }

    enum Secret {
        SERVER_STORE,
        CLIENT_STORE,
        KAFKA_PRODUCER,
        KAFKA_CONSUMER,
        CASSANDRA_ADMIN,
        CASSANDRA_CONSUMER
    }
}
