package io.orderpipeline.testing.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.testing.endtoend.security.SecuredBroker.Listener;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.Java;
import io.orderpipeline.testing.process.Repository;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Everything that can be wrong with a login: one line that says what, where and what to do, in time. What a kind of
 * failure does to each program is tried with one example of the kind; the other examples are tried with {@code doctor}.
 * {@code order} is left out: it connects to both servers at once, and reports the one that fails first.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PlatformErrorsIT {

    private static final String FILE = "--kafka-config";
    private static final String AWAY = "http://localhost:1/token";

    @TempDir
    private static Path folder;

    private SecuredPlatform platform;

    @BeforeAll
    void startBroker() throws Exception {
        platform = SecuredPlatform.start(folder);
    }

    @AfterAll
    void stopBroker() {
        platform.close();
    }

    /** The broker rejects the login, the client cannot log in, and the broker does not respond. */
    Stream<Arguments> should_end_every_program_with_one_line() throws IOException, GeneralSecurityException {
        return Stream.of(
                Arguments.of(
                        platform.client(Listener.SASL_PLAINTEXT) + SecuredPlatform.password("PLAIN", "open-sesame"),
                        "does not let us in"),
                Arguments.of(
                        platform.client(Listener.SASL_PLAINTEXT) + token(TokenEndpoint.CLIENT, "wrong", "orders"),
                        "invalid_client"),
                Arguments.of(platform.client(Listener.SASL_PLAINTEXT).replace("SASL_", ""), "requires SASL"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource
    void should_end_every_program_with_one_line(String settings, String reason) throws IOException {
        String kafka = FILE + "=" + platform.file(settings);
        Path consumer = Repository.find().consumerJar();
        List<ChildProcess> programs = List.of(
                start(Repository.find().producerJar(), kafka),
                start(consumer, kafka, "--no-http", "--contact-points=127.0.0.1:1"),
                start(consumer, "verify", kafka, "--contact-points=127.0.0.1:1"),
                start(consumer, "dead-letters", "list", kafka));

        for (ChildProcess program : programs) {
            assertThat(program.awaitEnd(TestPipeline.LIMIT))
                    .as(program.lastLines())
                    .isEqualTo(1);
            assertThat(program.err().get(program.err().size() - 1))
                    .as(program.lastLines())
                    .contains(reason, FILE);
            SecurityErrors.assertNoStackTrace(program);
        }
    }

    Stream<Arguments> should_say_what_is_wrong_and_what_to_do() throws IOException, GeneralSecurityException {
        String sasl = platform.client(Listener.SASL_PLAINTEXT);
        String encrypted = platform.client(Listener.SASL_SSL);
        return Stream.of(
                wrong(
                        "SCRAM password",
                        encrypted + SecuredPlatform.password("SCRAM-SHA-512", "open-sesame"),
                        "does not let us in",
                        "check user and password"),
                wrong(
                        "mechanism that the listener does not enable",
                        sasl + SecuredPlatform.password("SCRAM-SHA-512", SecuredBroker.PASSWORD),
                        "'SCRAM-SHA-512' not enabled",
                        "SCRAM-SHA-256",
                        "set sasl.mechanism to one of these"),
                wrong(
                        "SASL at a listener without it",
                        platform.client(Listener.PLAINTEXT).replace("PLAINTEXT\n", "SASL_PLAINTEXT\n")
                                + SecuredPlatform.password("PLAIN", SecuredBroker.PASSWORD),
                        "it requires no SASL at this port"),
                wrong(
                        "no SASL, with TLS",
                        encrypted.replace("SASL_SSL", "SSL"),
                        "requires SASL and we do not use it",
                        "set security.protocol to SASL_SSL and sasl.mechanism to ",
                        "SCRAM-SHA-512"),
                wrong(
                        "no TLS",
                        platform.client(Listener.SSL).replace("=SSL", "=PLAINTEXT"),
                        "speaks TLS and we do not",
                        "set security.protocol to SSL or SASL_SSL"),
                wrong(
                        "TLS at a listener without it",
                        encrypted.replace(servers(Listener.SASL_SSL), servers(Listener.SASL_PLAINTEXT))
                                + SecuredPlatform.password("PLAIN", SecuredBroker.PASSWORD),
                        "does not speak TLS at this port and we do",
                        "set security.protocol to SASL_PLAINTEXT"),
                wrong(
                        "no client certificate",
                        platform.client(Listener.CERTIFICATE),
                        "no TLS with the broker",
                        "does it want a certificate"),
                wrong(
                        "authority",
                        platform.client(Listener.SSL).replaceAll("ssl.truststore.*\n", ""),
                        "not signed by an authority in our trust store",
                        "check ssl.*"));
    }

    Stream<Arguments> should_say_what_is_wrong_with_a_token() throws IOException, GeneralSecurityException {
        String sasl = platform.client(Listener.SASL_PLAINTEXT);
        return Stream.of(
                wrong(
                        "token endpoint, which is away",
                        sasl + SecuredPlatform.token(AWAY, TokenEndpoint.CLIENT, TokenEndpoint.SECRET, "orders"),
                        "token endpoint",
                        AWAY,
                        "is it running"),
                wrong(
                        "host of the token endpoint",
                        sasl
                                + SecuredPlatform.token(
                                        "http://no.such.host.invalid/token",
                                        TokenEndpoint.CLIENT,
                                        TokenEndpoint.SECRET,
                                        "orders"),
                        "token endpoint",
                        "unknown host"),
                wrong(
                        "token endpoint, which does not respond",
                        sasl + token(TokenEndpoint.CLIENT_WITHOUT_RESPONSE, TokenEndpoint.SECRET, "orders"),
                        "token endpoint",
                        "no answer"),
                wrong(
                        "authority of the token endpoint",
                        sasl
                                + SecuredPlatform.token(
                                        platform.tokens().secureUrl(),
                                        TokenEndpoint.CLIENT,
                                        TokenEndpoint.SECRET,
                                        "orders"),
                        "token endpoint",
                        "not signed by an authority in the trust store of this JVM",
                        "sasl.jaas.config"),
                wrong(
                        "scope",
                        sasl + token(TokenEndpoint.CLIENT, TokenEndpoint.SECRET, "invoices"),
                        "token endpoint",
                        "invalid_scope",
                        "sasl.oauthbearer"),
                wrong(
                        "audience",
                        sasl + token(TokenEndpoint.CLIENT_OF_ANOTHER_CLUSTER, TokenEndpoint.SECRET, "orders"),
                        "does not let us in",
                        "invalid_token",
                        "the scope and the audience"),
                wrong(
                        "token, which has expired",
                        sasl + token(TokenEndpoint.CLIENT_WITH_EXPIRED_TOKENS, TokenEndpoint.SECRET, "orders"),
                        "invalid_token",
                        "the clocks"),
                wrong(
                        "file of a placeholder",
                        sasl + token(TokenEndpoint.CLIENT, "${file:/no/such/file:secret}", "orders")
                                + "config.providers=file\nconfig.providers.file.class="
                                + "org.apache.kafka.common.config.provider.FileConfigProvider\n",
                        "placeholders",
                        "/no/such/file"),
                wrong(
                        "placeholder without a provider",
                        sasl + token(TokenEndpoint.CLIENT, "${file:/no/such/file:secret}", "orders"),
                        "${file:/no/such/file:secret} has no provider",
                        "add config.providers=file and config.providers.file.class="));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"should_say_what_is_wrong_and_what_to_do", "should_say_what_is_wrong_with_a_token"})
    void should_say_what_is_wrong_and_what_to_do(String wrong, String settings, String... parts) throws IOException {
        ChildProcess doctor = start(
                Repository.find().consumerJar(),
                "doctor",
                FILE + "=" + platform.file(settings),
                "--contact-points=127.0.0.1:1");

        assertThat(doctor.awaitEnd(TestPipeline.LIMIT)).as(doctor.lastLines()).isIn(1, 2);
        List<String> answers = new ArrayList<>(doctor.err());
        answers.addAll(doctor.out());
        assertThat(answers)
                .as(doctor.lastLines())
                .filteredOn(line -> Stream.of(parts).allMatch(line::contains) && line.contains(FILE))
                .hasSize(1);
        SecurityErrors.assertNoStackTrace(doctor);
    }

    /** A system property of the user's own still restricts the endpoints. */
    @Test
    void should_name_the_system_property_that_forbids_the_endpoint() throws IOException, GeneralSecurityException {
        Path settings = platform.file(platform.client(Listener.SASL_PLAINTEXT)
                + token(TokenEndpoint.CLIENT, TokenEndpoint.SECRET, TokenEndpoint.SCOPE));
        ChildProcess producer = ChildProcess.start(Java.running()
                .jar(
                        Repository.find().producerJar(),
                        List.of("-Dorg.apache.kafka.sasl.oauthbearer.allowed.urls=https://login.example.com/token"),
                        List.of(FILE + "=" + settings)));

        assertThat(producer.awaitEnd(TestPipeline.LIMIT))
                .as(producer.lastLines())
                .isEqualTo(2);
        assertThat(producer.err().get(producer.err().size() - 1))
                .contains("org.apache.kafka.sasl.oauthbearer.allowed.urls", "sasl.oauthbearer.token.endpoint.url");
        SecurityErrors.assertNoStackTrace(producer);
    }

    private String token(String client, String secret, String scope) {
        return SecuredPlatform.token(platform.tokens().url(), client, secret, scope);
    }

    private String servers(Listener listener) {
        return platform.broker().servers(listener);
    }

    private static Arguments wrong(String what, String settings, String... parts) {
        return Arguments.of(what, settings, parts);
    }

    private static ChildProcess start(Path jar, String... arguments) {
        return ChildProcess.start(Java.running().jar(jar, List.of("-XX:TieredStopAtLevel=1"), List.of(arguments)));
    }
}
