package io.orderpipeline.testing.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import io.orderpipeline.testing.endtoend.security.RegistryGateway.Behavior;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.ConsumerReport;
import io.orderpipeline.testing.oracle.Outcome;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.process.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Both programs with a schema registry behind TLS and basic authentication: they work with the right file of
 * {@code --schema-registry-config}, fail with one line without it, and print no secret.
 */
@UsesLocalStack
final class SecuredRegistryIT {

    private static final String WRONG = "open-sesame";

    /** What may be over soon is waited for that long. */
    private static final String PATIENCE = "12s";

    @TempDir
    private Path folder;

    @AutoClose
    private final TestPipeline pipeline;

    private final String backend;
    private final List<ChildProcess> started = new ArrayList<>();

    SecuredRegistryIT(LocalStack stack) {
        backend = stack.schemaRegistry().url();
        // The independent check reads schemas without the gateway.
        pipeline = new TestPipeline(Cluster.of(stack).withRegistry(backend));
    }

    @Test
    void should_produce_consume_and_verify_with_credentials_from_a_file() throws Exception {
        ForeignAuthority authority = ForeignAuthority.in(folder);
        try (RegistryGateway gateway = gateway(authority)) {
            Path secret = Files.writeString(folder.resolve("user"), RegistryGateway.USER_INFO);
            String config = config(authority.trustSettings() + "basic.auth.user.info.file=" + secret);

            assertEnds(producer(gateway.url(), config, "--count=300", "--rate=0", "--invalid=0.1"));
            ChildProcess consumer = consumer(gateway.url(), config);
            assertEnds(consumer);
            ConsumerReport.of(consumer).assertReconciles();
            assertEnds(started(pipeline.verify("--schema-registry=" + gateway.url(), config)));
        }
        Outcome.of(pipeline).assertExact();
        assertNoSecret();
    }

    @Test
    void should_report_wrong_credentials_in_one_line() throws Exception {
        ForeignAuthority authority = ForeignAuthority.in(folder);
        try (RegistryGateway gateway = gateway(authority)) {
            String wrong = config(authority.trustSettings() + "basic.auth.user.info=orders:" + WRONG);

            assertRefused(gateway.url(), wrong, "gives no access without valid credentials (401)");
        }
        assertNoSecret();
    }

    @Test
    void should_report_an_unknown_authority_in_one_line() throws Exception {
        try (RegistryGateway gateway = gateway(ForeignAuthority.in(folder))) {
            String trustsOthers = config("basic.auth.user.info=" + RegistryGateway.USER_INFO);

            assertRefused(gateway.url(), trustsOthers, "is not signed by an authority in our trust store");
        }
        assertNoSecret();
    }

    @Test
    void should_report_plaintext_to_a_registry_with_tls_in_one_line() throws Exception {
        ForeignAuthority authority = ForeignAuthority.in(folder);
        try (RegistryGateway gateway = gateway(authority)) {
            String config = config(authority.trustSettings());

            assertRefused(gateway.url().replace("https", "http"), config, "requires TLS; write https:// in its URL");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SHOWS_A_PAGE, is no schema registry: its response is not JSON (text/html); check the URL",
        "KNOWS_NO_PATH, 'has no /schemas/types (404); check the path in its URL, which is /apis/ccompat/v7'",
        "FAILS, failed with HTTP status 500",
        "HAS_NO_BACKEND, failed with HTTP status 502",
        "DOES_NOT_RESPOND, did not respond within 2500 ms",
    })
    void should_report_a_gateway_without_a_registry_in_one_line(Behavior behavior, String reason) throws Exception {
        ForeignAuthority authority = ForeignAuthority.in(folder);
        try (RegistryGateway gateway = gateway(authority).that(behavior)) {
            String config = config(authority.trustSettings() + "http.read.timeout.ms=500");
            // Otherwise the consumer may be waiting for the topic when its time is over.
            pipeline.orders().create(1);

            assertRefused(gateway.url(), config, reason);
        }
    }

    private RegistryGateway gateway(ForeignAuthority authority) throws IOException, GeneralSecurityException {
        return new RegistryGateway(backend, TlsEndpoint.context(authority.ofThisHost()));
    }

    private String config(String settings) throws IOException {
        return "--schema-registry-config=" + Files.writeString(folder.resolve("registry.properties"), settings);
    }

    private ChildProcess producer(String url, String config, String... options) {
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--format=avro", "--schema-registry=" + url, config, "--startup-timeout=" + PATIENCE));
        return started(pipeline.producer(all.toArray(String[]::new)));
    }

    private ChildProcess consumer(String url, String config) {
        return started(pipeline.consumer(
                "--schema-registry=" + url, config, "--startup-timeout=" + PATIENCE, "--exit-when-caught-up"));
    }

    private ChildProcess started(ChildProcess program) {
        started.add(program);
        return program;
    }

    private static void assertEnds(ChildProcess program) {
        assertThat(program.awaitEnd(TestPipeline.LIMIT)).as(program.lastLines()).isZero();
    }

    private void assertRefused(String url, String config, String reason) {
        for (ChildProcess program : List.of(producer(url, config, "--count=1"), consumer(url, config))) {
            assertThat(program.awaitEnd(TestPipeline.LIMIT))
                    .as(program.lastLines())
                    .isEqualTo(1);
            List<String> errors = program.err();
            assertThat(errors.get(errors.size() - 1)).as(program.lastLines()).contains(url, reason);
            assertThat(errors).as(program.lastLines()).noneMatch(line -> line.startsWith("\tat "));
        }
    }

    private void assertNoSecret() {
        String password = RegistryGateway.USER_INFO.split(":", 2)[1];
        for (ChildProcess program : started) {
            assertThat(program.err()).noneMatch(line -> line.contains(password) || line.contains(WRONG));
            assertThat(program.out()).noneMatch(line -> line.contains(password) || line.contains(WRONG));
        }
    }
}
