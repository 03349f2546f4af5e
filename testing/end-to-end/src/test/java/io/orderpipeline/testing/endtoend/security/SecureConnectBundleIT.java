package io.orderpipeline.testing.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.Outcome;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.process.ChildProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * A Cassandra behind a metadata service and a proxy with client certificates, as managed platforms have them: the
 * bundle is the only address. The same proxy is used without a bundle.
 */
@UsesLocalStack
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SecureConnectBundleIT {

    @TempDir
    private static Path folder;

    @AutoClose
    private final TestPipeline pipeline;

    private final LocalStack stack;
    private ForeignAuthority authority;
    private CloudGateway gateway;

    SecureConnectBundleIT(LocalStack stack) {
        this.stack = stack;
        this.pipeline = new TestPipeline(Cluster.of(stack));
    }

    @BeforeAll
    void openGateway() throws IOException, GeneralSecurityException {
        authority = ForeignAuthority.in(Files.createDirectory(folder.resolve("authority")));
        gateway = CloudGateway.before(stack.contactPoint(), stack.cassandra().datacenter(), hostId(), authority);
    }

    @AfterAll
    void closeGateway() throws IOException {
        gateway.close();
    }

    private UUID hostId() {
        try (CqlSession session = CqlSession.builder()
                .addContactPoint(stack.contactPoint())
                .withLocalDatacenter(stack.cassandra().datacenter())
                .build()) {
            return session.execute("SELECT host_id FROM system.local").one().getUuid(0);
        }
    }

    @Test
    void should_run_every_command_with_a_bundle() throws IOException, GeneralSecurityException {
        Path config = bundleConfig(gateway.bundle(folder.resolve("secure-connect.zip"), authority));
        ChildProcess producer = pipeline.producer("--count=100", "--rate=0", "--invalid=0.1");
        assertThat(producer.awaitEnd(TestPipeline.LIMIT))
                .as(producer.lastLines())
                .isZero();

        assertSucceeds(command(config, "--exit-when-caught-up", "--no-http"));
        Outcome.of(pipeline).assertExact();
        assertSucceeds(command(config, "verify"));
        ChildProcess doctor = command(config, "doctor");
        doctor.awaitEnd(TestPipeline.LIMIT);
        assertThat(doctor.out())
                .as(doctor.lastLines())
                .anyMatch(line -> line.matches(
                        "OK +cassandra .*datacenter " + pipeline.cluster().datacenter() + ".*"));
    }

    @Test
    void should_reject_addresses_beside_a_bundle() throws IOException, GeneralSecurityException {
        Path bundle = gateway.bundle(folder.resolve("beside.zip"), authority);

        assertUsageError(
                command(bundleConfig(bundle), "doctor", "--contact-points=127.0.0.1"),
                bundle.toString(),
                "leave out --contact-points and --local-datacenter");
    }

    @Test
    void should_name_a_bundle_that_cannot_be_used() throws IOException {
        Path text = Files.writeString(folder.resolve("text.zip"), "no zip file");

        assertUsageError(command(bundleConfig(text), "doctor"), text.toString(), "no zip file");
        assertUsageError(
                command(bundleConfig(folder.resolve("none.zip")), "doctor"), "there is no readable file", "none.zip");
    }

    @Test
    void should_say_that_the_metadata_service_is_away() throws IOException, GeneralSecurityException {
        Path bundle;
        try (CloudGateway closed =
                CloudGateway.before(stack.contactPoint(), "datacenter1", UUID.randomUUID(), authority)) {
            bundle = closed.bundle(folder.resolve("away.zip"), authority);
        }
        ChildProcess doctor = command(bundleConfig(bundle), "doctor");

        assertThat(doctor.awaitEnd(TestPipeline.LIMIT)).as(doctor.lastLines()).isEqualTo(1);
        assertThat(doctor.out())
                .as(doctor.lastLines())
                .anyMatch(line -> line.matches("FAIL +cassandra .*" + bundle + ".*nothing answers there.*"));
        SecurityErrors.assertNoStackTrace(doctor);
    }

    @Test
    void should_connect_with_a_client_certificate_and_without_a_bundle() throws IOException, GeneralSecurityException {
        Path key = authority.save(authority.ofThisHost(), "client.p12");
        Path config = Files.writeString(
                folder.resolve("certificate.conf"),
                Files.readString(authority.cassandraConfig())
                                .replace(
                                        "  truststore-path",
                                        "  keystore-path = \"" + key + "\"\n  keystore-password = \""
                                                + new String(ForeignAuthority.password()) + "\"\n  truststore-path")
                        + "datastax-java-driver.basic.contact-points = [\"" + format(gateway.address()) + "\"]\n"
                        + "datastax-java-driver.basic.load-balancing-policy.local-datacenter = "
                        + stack.cassandra().datacenter() + "\n");
        ChildProcess doctor = command(config, "doctor");

        doctor.awaitEnd(TestPipeline.LIMIT);
        assertThat(doctor.out())
                .as("with the contact points of the file" + doctor.lastLines())
                .anyMatch(line -> line.matches("OK +cassandra .*"));
    }

    private static String format(InetSocketAddress address) {
        return address.getHostString() + ":" + address.getPort();
    }

    private Path bundleConfig(Path bundle) throws IOException {
        return Files.writeString(
                Files.createTempFile(folder, "cloud", ".conf"),
                "datastax-java-driver.basic.cloud.secure-connect-bundle = \"" + bundle + "\"\n");
    }

    /** Without contact points and datacenter. */
    private ChildProcess command(Path config, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(
                pipeline.cluster().bootstrapOption(),
                "--topic=" + pipeline.topic(),
                "--group=" + pipeline.group(),
                "--keyspace=" + pipeline.keyspace(),
                "--dead-letter-topic=" + pipeline.deadLetterTopic(),
                "--cassandra-config=" + config));
        return pipeline.command(all.toArray(String[]::new));
    }

    private static void assertSucceeds(ChildProcess program) {
        assertThat(program.awaitEnd(TestPipeline.LIMIT)).as(program.lastLines()).isZero();
    }

    private static void assertUsageError(ChildProcess program, String... parts) {
        assertThat(program.awaitEnd(TestPipeline.LIMIT)).as(program.lastLines()).isEqualTo(2);
        assertThat(program.err().get(program.err().size() - 1))
                .as(program.lastLines())
                .contains(parts)
                .contains("--cassandra-config");
        SecurityErrors.assertNoStackTrace(program);
    }
}
