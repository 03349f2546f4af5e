package io.orderpipeline.testing.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import io.orderpipeline.testing.endtoend.security.SecuredBroker.Listener;
import io.orderpipeline.testing.oracle.Outcome;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.Launch;
import io.orderpipeline.testing.process.Repository;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Both programs with every way to log in to a broker that docs/platforms.md describes as run. */
@UsesLocalStack
final class PlatformsIT {

    private static final Repository REPOSITORY = Repository.find();
    private static final String SOME_ORDER = "01890000-0000-7000-8000-000000000000";

    @TempDir
    private static Path folder;

    @AutoClose
    private static SecuredPlatform platform;

    @AutoClose
    private final TestPipeline pipeline;

    PlatformsIT(LocalStack stack) {
        pipeline = platform.pipeline(stack);
    }

    @BeforeAll
    static void startBroker() throws Exception {
        platform = SecuredPlatform.start(folder);
    }

    @ParameterizedTest
    @EnumSource(names = {"SASL_PLAINTEXT", "SASL_SSL"})
    void should_load_classes_of_an_extra_jar(Listener listener) throws IOException, GeneralSecurityException {
        String kafka = "--kafka-config=" + platform.file(platform.client(listener) + platform.tokenFile());
        String servers = "--bootstrap-servers=" + platform.broker().servers(listener);
        Path driver = Files.writeString(
                Files.createTempFile(folder, "driver", ".conf"),
                "datastax-java-driver.advanced.auth-provider.class = " + ExtraJar.AUTH_PROVIDER);

        assertSucceeds(withExtraJar(
                pipeline.producerCommand(kafka, servers, "--count=100", "--rate=0", "--invalid=0.2"),
                REPOSITORY.producerJar(),
                "io.orderpipeline.producer.ProducerMain"));
        assertSucceeds(withExtraJar(
                pipeline.consumerCommand(kafka, servers, "--cassandra-config=" + driver, "--exit-when-caught-up"),
                REPOSITORY.consumerJar(),
                "io.orderpipeline.consumer.ConsumerMain"));

        assertThat(Outcome.of(pipeline).assertExact().expected().invalid())
                .as("so that the producer of dead letters has logged in too")
                .isNotEmpty();
    }

    /** As docs/platforms.md says: the same command with {@code -cp} in place of {@code -jar}. */
    private Launch withExtraJar(List<String> command, Path program, String mainClass) throws IOException {
        Path extra = ExtraJar.create(
                Files.createTempDirectory(folder, "with-jar"), program, program.equals(REPOSITORY.consumerJar()));
        List<String> changed = new ArrayList<>(command);
        int jar = changed.indexOf("-jar");
        changed.set(jar, "-cp");
        changed.set(jar + 1, program + File.pathSeparator + extra + "/*");
        changed.add(jar + 2, mainClass);
        return Launch.of(mainClass, changed);
    }

    @Test
    void should_name_a_missing_class_and_how_to_add_its_jar() throws IOException, GeneralSecurityException {
        String handler = platform.client(Listener.SASL_PLAINTEXT) + platform.tokenFile();
        String module = handler.replaceAll("sasl.login.callback.handler.class.*\n", "");
        Path driver = Files.writeString(
                Files.createTempFile(folder, "driver", ".conf"),
                "datastax-java-driver.advanced.auth-provider.class = " + ExtraJar.AUTH_PROVIDER);
        String kafka = "--kafka-config=";

        assertNames(pipeline.producer(kafka + platform.file(module)), ExtraJar.LOGIN_MODULE, "producer", kafka);
        assertNames(pipeline.producer(kafka + platform.file(handler)), ExtraJar.CALLBACK_HANDLER, "producer", kafka);
        assertNames(pipeline.verify(kafka + platform.file(handler)), ExtraJar.CALLBACK_HANDLER, "consumer", kafka);
        assertNames(
                pipeline.consumer("--cassandra-config=" + driver),
                ExtraJar.AUTH_PROVIDER,
                "consumer",
                "--cassandra-config");
    }

    private static void assertNames(ChildProcess program, String className, String name, String option) {
        String main = name.equals("producer") ? "producer.ProducerMain" : "consumer.ConsumerMain";
        assertThat(program.awaitEnd(TestPipeline.LIMIT)).as(program.lastLines()).isIn(1, 2);
        assertThat(program.err().get(program.err().size() - 1))
                .contains(className, option.replace("=", ""))
                .contains("java -cp '" + name + ".jar:extra/*' io.orderpipeline." + main + " (docs/platforms.md)");
        SecurityErrors.assertNoStackTrace(program);
    }

    /** The secret is in a file of its own, as a mounted Kubernetes secret is. */
    @Test
    void should_run_every_command_with_tokens_of_a_token_endpoint() throws IOException, GeneralSecurityException {
        Path secret = Files.writeString(folder.resolve("oauth.properties"), "secret=" + TokenEndpoint.SECRET);
        String kafka = "--kafka-config="
                + platform.file(
                        platform.client(Listener.SASL_SSL)
                                + SecuredPlatform.token(
                                        platform.tokens().url(),
                                        TokenEndpoint.CLIENT,
                                        "${file:" + secret + ":secret}",
                                        TokenEndpoint.SCOPE)
                                + """
                        config.providers=file
                        config.providers.file.class=org.apache.kafka.common.config.provider.FileConfigProvider
                        """);
        String servers = "--bootstrap-servers=" + platform.broker().servers(Listener.SASL_SSL);

        assertSucceeds(pipeline.producer(kafka, servers, "--count=100", "--rate=0", "--invalid=0.2"));
        assertSucceeds(pipeline.consumer(kafka, servers, "--exit-when-caught-up"));
        assertSucceeds(pipeline.verify(kafka, servers));
        assertSucceeds(pipeline.command(
                "dead-letters", "list", kafka, servers, "--dead-letter-topic=" + pipeline.deadLetterTopic()));
        ChildProcess order = pipeline.command(
                "order",
                SOME_ORDER,
                kafka,
                servers,
                "--topic=" + pipeline.topic(),
                "--keyspace=" + pipeline.keyspace(),
                "--dead-letter-topic=" + pipeline.deadLetterTopic(),
                "--contact-points=" + pipeline.cluster().contactPoints());
        assertThat(order.awaitEnd(TestPipeline.LIMIT)).as(order.lastLines()).isEqualTo(1);
        assertThat(order.out()).as(order.lastLines()).anyMatch(line -> line.contains("not found"));
    }

    @TestFactory
    Stream<DynamicTest> should_log_in_in_every_documented_way() throws IOException, GeneralSecurityException {
        return waysToLogIn().entrySet().stream()
                .map(way -> DynamicTest.dynamicTest(way.getKey(), () -> assertLogsIn(way.getValue())));
    }

    private void assertLogsIn(String settings) throws IOException {
        List<String> command = new ArrayList<>(
                pipeline.producerCommand("--count=1", "--topic=logins", "--kafka-config=" + platform.file(settings)));
        command.removeIf(option -> option.startsWith("--bootstrap-servers"));

        assertSucceeds(Launch.of("producer", command).with("KAFKA_PASSWORD", SecuredBroker.PASSWORD));
    }

    private static Map<String, String> waysToLogIn() throws IOException, GeneralSecurityException {
        String password = SecuredBroker.PASSWORD;
        Map<String, String> ways = new LinkedHashMap<>();
        ways.put("PLAIN with TLS", platform.client(Listener.SASL_SSL) + SecuredPlatform.password("PLAIN", password));
        ways.put(
                "SCRAM-SHA-256",
                platform.client(Listener.SASL_PLAINTEXT) + SecuredPlatform.password("SCRAM-SHA-256", password));
        ways.put(
                "SCRAM-SHA-512 with TLS",
                platform.client(Listener.SASL_SSL) + SecuredPlatform.password("SCRAM-SHA-512", password));
        ways.put(
                "a password of the environment",
                platform.client(Listener.SASL_SSL)
                        + SecuredPlatform.password("SCRAM-SHA-512", "${env:KAFKA_PASSWORD}")
                        + "config.providers=env\nconfig.providers.env.class="
                        + "org.apache.kafka.common.config.provider.EnvVarConfigProvider\n");
        ways.put(
                "a client certificate in PKCS12",
                platform.client(Listener.CERTIFICATE)
                        + keyStore("PKCS12", platform.authority().save(platform.clientKey(), "client.p12"))
                        + "ssl.keystore.password=" + new String(ForeignAuthority.password()) + "\n");
        ways.put("a client certificate in PEM files", pemFiles());
        ways.put("a client certificate in PEM inline", pemInline());
        ways.put("a token endpoint whose certificate the JVM does not trust", tokenOfSecureEndpoint());
        return ways;
    }

    private static String tokenOfSecureEndpoint() throws IOException, GeneralSecurityException {
        String trust = platform.authority().trustSettings().replaceAll("(.*)=(.*)\n", "$1=\"$2\" ");
        String settings = SecuredPlatform.token(
                platform.tokens().secureUrl(), TokenEndpoint.CLIENT, TokenEndpoint.SECRET, TokenEndpoint.SCOPE);
        return platform.client(Listener.SASL_PLAINTEXT)
                + settings.replace("LoginModule required;", "LoginModule required " + trust.strip() + ";");
    }

    private static String keyStore(String type, Path file) {
        return "ssl.keystore.type=" + type + "\nssl.keystore.location=" + file + "\n";
    }

    private static String pemFiles() throws IOException, GeneralSecurityException {
        Path key = Files.writeString(folder.resolve("key.pem"), ForeignAuthority.keyPem(platform.clientKey()));
        Path trust =
                Files.writeString(folder.resolve("ca.pem"), platform.authority().trustPem());
        return "bootstrap.servers=" + platform.broker().servers(Listener.CERTIFICATE)
                + "\nsecurity.protocol=SSL\nssl.truststore.type=PEM\nssl.truststore.location=" + trust + "\n"
                + keyStore("PEM", key);
    }

    /** Lines of a PEM file, as a properties file continues them. */
    private static String pemInline() throws IOException, GeneralSecurityException {
        String[] key = ForeignAuthority.keyPem(platform.clientKey()).split("(?<=-----END PRIVATE KEY-----\n)", 2);
        return "bootstrap.servers=" + platform.broker().servers(Listener.CERTIFICATE)
                + "\nsecurity.protocol=SSL\nssl.truststore.type=PEM\nssl.truststore.certificates="
                + inline(platform.authority().trustPem()) + "\nssl.keystore.type=PEM\nssl.keystore.key="
                + inline(key[0]) + "\nssl.keystore.certificate.chain=" + inline(key[1]) + "\n";
    }

    private static String inline(String pem) {
        return pem.strip().replace("\n", "\\n\\\n");
    }

    private void assertSucceeds(Launch launch) {
        assertSucceeds(pipeline.start(launch));
    }

    private static void assertSucceeds(ChildProcess program) {
        assertThat(program.awaitEnd(TestPipeline.LIMIT)).as(program.lastLines()).isZero();
        assertThat(program.err())
                .noneMatch(line -> line.contains(TokenEndpoint.SECRET) || line.contains(SecuredBroker.PASSWORD));
    }
}
