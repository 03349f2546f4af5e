package io.orderpipeline.testing.endtoend.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.ParentWatchdog;
import io.orderpipeline.localstack.Ports;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.Java;
import io.orderpipeline.testing.process.Repository;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.Uuid;

/** A broker with one listener for each security protocol, and every SASL mechanism. It authorizes everything. */
final class SecuredBroker implements AutoCloseable {

    static final String USER = "alice";
    static final String PASSWORD = "correct-horse-battery";
    static final String AUDIENCE = "orders-cluster";

    private static final int ITERATIONS = 4_096;

    /** On a machine that also does other work. */
    private static final Duration START_LIMIT = Duration.ofMinutes(3);

    /** A listener and its security protocol. */
    enum Listener {
        PLAINTEXT,
        SSL,
        SASL_PLAINTEXT,
        SASL_SSL,
        /** SSL with client certificates. */
        CERTIFICATE;

        private String protocol() {
            return this == CERTIFICATE ? "SSL" : name();
        }
    }

    private final Map<Listener, Integer> ports = new EnumMap<>(Listener.class);
    private final Path folder;
    private final int controllerPort = Ports.free();
    private ChildProcess process;

    private SecuredBroker(Path folder) {
        this.folder = folder;
        Stream.of(Listener.values()).forEach(listener -> ports.put(listener, Ports.free()));
    }

    /**
     * @param keyStore of the server, whose authority also signs the clients' certificates
     * @param keySet public keys of the token endpoint
     */
    static SecuredBroker start(Path folder, Path keyStore, Path trustStore, Path keySet)
            throws IOException, InterruptedException {
        SecuredBroker broker = new SecuredBroker(folder);
        Path properties = Files.writeString(
                folder.resolve("server.properties"), broker.properties(keyStore, trustStore, keySet.toUri()));
        ChildProcess format = broker.run(
                List.of(),
                "kafka.tools.StorageTool",
                List.of("format", "--cluster-id", Uuid.randomUuid().toString(), "--config", properties.toString()));
        assertThat(format.awaitEnd(TestPipeline.LIMIT)).as(format.lastLines()).isZero();
        broker.process = broker.run(
                List.of("-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=" + keySet.toUri()),
                "kafka.Kafka",
                List.of(properties.toString()));
        broker.createUsers();
        return broker;
    }

    String servers(Listener listener) {
        return "localhost:" + ports.get(listener);
    }

    private ChildProcess run(List<String> options, String mainClass, List<String> arguments) throws IOException {
        List<String> command = Stream.of(
                        List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-cp", classPath()),
                        options,
                        List.of(ParentWatchdog.class.getName(), mainClass),
                        arguments)
                .flatMap(List::stream)
                .toList();
        return ChildProcess.start(
                Java.running().launch("secured-broker", command).holdingInputOpen());
    }

    private static String classPath() throws IOException {
        try (InputStream list = LocalStack.class.getResourceAsStream("kafka.classpath")) {
            String jars = new String(Objects.requireNonNull(list).readAllBytes(), UTF_8).strip();
            return Repository.find().watchdogClasses() + File.pathSeparator + jars;
        }
    }

    private void createUsers() throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", servers(Listener.PLAINTEXT)))) {
            await().atMost(START_LIMIT).until(() -> isReady(admin));
            // The broker accepts one change of a user in a request.
            for (ScramMechanism mechanism : List.of(ScramMechanism.SCRAM_SHA_256, ScramMechanism.SCRAM_SHA_512)) {
                admin.alterUserScramCredentials(List.of(user(mechanism))).all().get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot create the users", e);
        }
    }

    private static UserScramCredentialAlteration user(ScramMechanism mechanism) {
        return new UserScramCredentialUpsertion(USER, new ScramCredentialInfo(mechanism, ITERATIONS), PASSWORD);
    }

    private boolean isReady(Admin admin) throws InterruptedException {
        assertThat(process.isAlive()).as(process.lastLines()).isTrue();
        try {
            return !admin.describeCluster().nodes().get().isEmpty();
        } catch (ExecutionException e) {
            return false;
        }
    }

    private String properties(Path keyStore, Path trustStore, URI keySet) {
        String password = new String(ForeignAuthority.password());
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%1$d
                listeners=%2$s,CONTROLLER://127.0.0.1:%1$d
                advertised.listeners=%3$s
                listener.security.protocol.map=%4$s,CONTROLLER:PLAINTEXT
                inter.broker.listener.name=PLAINTEXT
                controller.listener.names=CONTROLLER
                log.dirs=%5$s
                auto.create.topics.enable=false
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=3
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=3
                group.initial.rebalance.delay.ms=0
                ssl.keystore.type=PKCS12
                ssl.keystore.location=%6$s
                ssl.keystore.password=%8$s
                ssl.truststore.type=PKCS12
                ssl.truststore.location=%7$s
                ssl.truststore.password=%8$s
                listener.name.certificate.ssl.client.auth=required
                sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,OAUTHBEARER
                listener.name.sasl_ssl.sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512,OAUTHBEARER
                sasl.oauthbearer.jwks.endpoint.url=%9$s
                sasl.oauthbearer.expected.audience=%10$s
                sasl.oauthbearer.clock.skew.seconds=1
                listener.name.sasl_plaintext.oauthbearer.connections.max.reauth.ms=5000
                """
                        .formatted(
                                controllerPort,
                                listeners("127.0.0.1"),
                                listeners("localhost"),
                                ports.keySet().stream()
                                        .map(listener -> listener + ":" + listener.protocol())
                                        .collect(Collectors.joining(",")),
                                folder.resolve("data"),
                                keyStore,
                                trustStore,
                                password,
                                keySet,
                                AUDIENCE)
                + mechanisms("sasl_plaintext")
                + mechanisms("sasl_ssl");
    }

    private String listeners(String host) {
        return ports.entrySet().stream()
                .map(port -> port.getKey() + "://" + host + ":" + port.getValue())
                .collect(Collectors.joining(","));
    }

    private static String mechanisms(String listener) {
        String security = "org.apache.kafka.common.security.";
        String jaas = "listener.name." + listener + ".%s.sasl.jaas.config=" + security + "%s required%s;\n";
        return jaas.formatted("plain", "plain.PlainLoginModule", " user_" + USER + "=\"" + PASSWORD + "\"")
                + jaas.formatted("scram-sha-256", "scram.ScramLoginModule", "")
                + jaas.formatted("scram-sha-512", "scram.ScramLoginModule", "")
                + jaas.formatted("oauthbearer", "oauthbearer.OAuthBearerLoginModule", "")
                + "listener.name." + listener + ".oauthbearer.sasl.server.callback.handler.class=" + security
                + "oauthbearer.OAuthBearerValidatorCallbackHandler\n";
    }

    @Override
    public void close() {
        process.close();
    }
}
