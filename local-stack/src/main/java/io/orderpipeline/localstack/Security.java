package io.orderpipeline.localstack;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;

/**
 * Keys and passwords of a secured stack, in the folder {@code security} of its data directory. Whether a stack is
 * secured is a property of its data: the folder is there before the servers first start, or never. Immutable.
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

    /** Of the data that are there; empty: those of a stack that asks nobody for a password. */
    public static Optional<Security> of(Path data) {
        Path folder = data.resolve(FOLDER);
        if (Files.notExists(folder)) {
            return Optional.empty();
        }
        Properties secrets = new Properties();
        try (Reader reader = Files.newBufferedReader(folder.resolve(SECRETS))) {
            secrets.load(reader);
        } catch (IOException e) {
            throw new StackException("cannot read " + folder.resolve(SECRETS) + ": " + e, e);
        }
        return Optional.of(new Security(folder, secrets));
    }

    /** Makes what a secured stack needs; what is there already is kept. */
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
            return make(data);
        } catch (IOException e) {
            FileTree.delete(next(data));
            throw new StackException("cannot make the keys in " + data + ": " + e, e);
        }
    }

    /** In one step at the end, so that a half-made folder is never taken for a whole one. */
    private static Security make(Path data) throws IOException {
        Path next = next(data);
        FileTree.delete(next);
        Files.createDirectories(data);
        PrivateFile.createFolder(next);
        Properties secrets = new Properties();
        for (Secret secret : Secret.values()) {
            secrets.setProperty(secret.name(), password());
        }
        secrets.setProperty("certificatePort", Integer.toString(Ports.free()));
        StringBuilder text = new StringBuilder();
        secrets.stringPropertyNames().stream().sorted().forEach(name -> text.append(name)
                .append('=')
                .append(secrets.getProperty(name))
                .append('\n'));
        PrivateFile.write(next.resolve(SECRETS), text.toString());
        new Certificates(new Security(next, secrets)).make();
        new ClientFiles(new Security(data.resolve(FOLDER), secrets)).writeTo(next);
        Files.move(next, data.resolve(FOLDER));
        return of(data).orElseThrow();
    }

    /** A file for the clients, such as {@code kafka-producer.properties}, or a key store. */
    public Path file(String name) {
        return folder.resolve(name);
    }

    /** Where clients come with a certificate in place of a password. */
    public String certificateServers() {
        return "localhost:" + certificatePort();
    }

    String secret(Secret secret) {
        return secrets.getProperty(secret.name());
    }

    /** Where clients with a certificate, and the broker itself, reach Kafka. */
    int certificatePort() {
        return Integer.parseInt(secrets.getProperty("certificatePort"));
    }

    /** Letters, digits, - and _ alone, so that it needs quotes in no file. */
    private static String password() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static Path next(Path data) {
        return data.resolve(FOLDER + ".next");
    }

    /** What nobody but its owner may ever see. */
    enum Secret {
        SERVER_STORE,
        CLIENT_STORE,
        KAFKA_PRODUCER,
        KAFKA_CONSUMER,
        CASSANDRA_ADMIN,
        CASSANDRA_CONSUMER
    }
}
