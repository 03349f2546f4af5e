package io.orderpipeline.localstack;

import io.orderpipeline.localstack.Security.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * The files for {@code --kafka-config}, {@code --cassandra-config} and {@code --schema-registry-config}, which contain
 * the passwords.
 */
record ClientFiles(Security security) {

    static final String KAFKA_PRODUCER = "kafka-producer.properties";
    static final String KAFKA_CONSUMER = "kafka-consumer.properties";
    static final String KAFKA_CERTIFICATE = "kafka-certificate.properties";
    static final String CASSANDRA = "cassandra-client.conf";
    static final String SCHEMA_REGISTRY = "schema-registry-client.properties";

    private static final String PASSWORD = "kafka-password.properties";

    /** @param folder the temporary folder, which is renamed to the one that the files name */
    void writeTo(Path folder) throws IOException {
        write(folder.resolve(KAFKA_PRODUCER), PASSWORD, "producer", Secret.KAFKA_PRODUCER);
        write(folder.resolve(KAFKA_CONSUMER), PASSWORD, "consumer", Secret.KAFKA_CONSUMER);
        write(folder.resolve(KAFKA_CERTIFICATE), KAFKA_CERTIFICATE, Certificates.PRODUCER, Secret.CLIENT_STORE);
        write(folder.resolve(CASSANDRA), CASSANDRA, "consumer", Secret.CASSANDRA_CONSUMER);
        write(folder.resolve(SCHEMA_REGISTRY), SCHEMA_REGISTRY, "", Secret.CLIENT_STORE);
    }

    private void write(Path file, String template, String user, Secret password) throws IOException {
        Map<String, Object> values = new HashMap<>(Map.of("user", user, "password", security.secret(password)));
        values.put("trustStorePassword", security.secret(Secret.CLIENT_STORE));
        values.put("trustStore", security.file(Certificates.TRUST_STORE));
        values.put("authority", security.file(Certificates.TRUST_PEM));
        values.put("keyStore", security.file(Certificates.PRODUCER + ".p12"));
        StackFiles.writePrivate(file, Template.fill(template, values));
    }
}
