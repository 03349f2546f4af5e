package io.orderpipeline.testing.endtoend.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.Security;
import io.orderpipeline.localstack.StackConfig;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.ConsumerReport;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.oracle.WatchedConsumer;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.ChildProcess.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Both programs on servers with TLS and least privilege: they work with exactly the documented privileges, fail with
 * one line without them, and print no secret.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class SecurePipelineIT {

    private static final String WRONG = "open-sesame";

    @TempDir
    private static Path folder;

    private static LocalStack stack;
    private static Security security;
    private static ForeignAuthority foreign;

    private final TestPipeline pipeline = new TestPipeline(new Cluster(
            "localhost:" + stack.config().kafkaPort(),
            stack.contactPoint(),
            stack.cassandra().datacenter()));
    private final List<ChildProcess> started = new ArrayList<>();

    @BeforeAll
    static void startServers() throws IOException {
        Path data = folder.resolve("secured");
        security = Security.create(data);
        foreign = ForeignAuthority.in(Files.createDirectory(folder.resolve("foreign")));
        stack = LocalStack.start(StackConfig.onFreePorts(data).forShortLife());
    }

    @AfterAll
    static void discardServers() {
        stack.discard();
    }

    @AfterEach
    void should_log_no_secret() throws IOException {
        List<String> secrets = secrets();
        for (ChildProcess program : started) {
            program.close();
            assertNoSecret(secrets, program.err());
            assertNoSecret(secrets, program.out());
        }
    }

    /** Creates the topic, without which a consumer waits and does not try the rights to its other resources. */
    @Test
    @Order(2)
    void should_run_every_command_with_least_privilege() throws IOException {
        assertThat(end(producer("--count=500", "--rate=0", kafka("kafka-producer.properties"))))
                .isZero();
        assertThat(end(producer(
                        "--count=500",
                        "--rate=0",
                        "--invalid=0.1",
                        "--bootstrap-servers=" + security.certificateServers(),
                        kafka("kafka-certificate.properties"))))
                .isZero();

        ChildProcess consumer = consumer();
        WatchedConsumer watched = WatchedConsumer.of(consumer);
        await().atMost(TestPipeline.LIMIT)
                .until(() -> watched.metrics().sum("consumer_lag_records") == 0
                        && watched.metrics().sum("orders_polled_total") == 1_000);
        for (String page : List.of("/metrics", "/api/view", "/api/history", "/api/samples", "/readyz")) {
            assertNoSecret(secrets(), watched.get(page).body().lines().toList());
        }
        assertNoSecret(secrets(), commandLines());
        consumer.signal(Signal.INT);

        assertThat(end(consumer)).isZero();
        ConsumerReport report = ConsumerReport.of(consumer);
        assertThat(report.reconciles()).isTrue();
        assertThat(report.written() + report.deadLettered()).isEqualTo(1_000);
        assertThat(report.deadLettered())
                .as("the dead letters' rights are tried too")
                .isPositive();
        ChildProcess verify = keep(pipeline.verify(rights()));
        assertThat(end(verify)).isZero();
        assertThat(verify.out()).anyMatch(line -> line.contains("PASS"));
        for (String command : List.of("list", "replay")) {
            ChildProcess deadLetters = keep(deadLetters(command));
            assertThat(end(deadLetters)).as(deadLetters.lastLines()).isZero();
        }
    }

    private ChildProcess deadLetters(String command) {
        List<String> arguments = new ArrayList<>(List.of("dead-letters", command));
        if (command.equals("replay")) {
            arguments.add("--all");
        }
        arguments.addAll(List.of(
                pipeline.cluster().bootstrapOption(),
                "--dead-letter-topic=orders.dead-letters",
                kafka("kafka-consumer.properties")));
        return pipeline.command(arguments.toArray(String[]::new));
    }

    /** Runs first, without a topic: waiting for the topic must not hide a rejected login. */
    @Test
    @Order(1)
    void should_report_a_wrong_password_in_one_line() throws IOException {
        Path wrong = changed("kafka-producer.properties", "password=\"[^\"]*\"", "password=\"" + WRONG + "\"");
        Path wrongConf = changed("cassandra-client.conf", "(?m)^    password = .*$", "    password = " + WRONG);

        assertRefused(producer("--kafka-config=" + wrong), "does not let us in", "user and password");
        assertRefused(consumer("--kafka-config=" + wrong), "does not let us in", "user and password");
        assertRefused(consumer("--cassandra-config=" + wrongConf), "user name or password", "--cassandra-config");
    }

    @Test
    void should_report_an_unknown_authority_in_one_line() throws IOException, GeneralSecurityException {
        Path trustsAnother = foreign.kafkaConfig();

        assertRefused(
                producer("--kafka-config=" + trustsAnother), "no TLS with the broker", "not signed by an authority");
        assertRefused(
                consumer("--cassandra-config=" + foreign.cassandraConfig()),
                "no TLS with Cassandra",
                "not signed by an authority");
    }

    @Test
    void should_report_a_certificate_of_another_host_in_one_line() throws IOException, GeneralSecurityException {
        assertBothRefuse(foreign.ofAnotherHost(), "certificate is for another host");
    }

    @Test
    void should_report_an_expired_certificate_in_one_line() throws IOException, GeneralSecurityException {
        assertBothRefuse(foreign.expired(), "certificate has expired");
    }

    private void assertBothRefuse(KeyStore key, String reason) throws IOException, GeneralSecurityException {
        try (TlsEndpoint door = TlsEndpoint.showing(key)) {
            assertRefused(
                    producer("--bootstrap-servers=localhost:" + door.port(), "--kafka-config=" + foreign.kafkaConfig()),
                    reason,
                    "--kafka-config");
            assertRefused(
                    consumer(
                            "--contact-points=127.0.0.1:" + door.port(),
                            "--cassandra-config=" + foreign.cassandraConfig()),
                    reason,
                    "--cassandra-config");
        }
    }

    @Test
    void should_report_missing_encryption_in_one_line() throws IOException {
        Path nothing = Files.createTempFile(folder, "nothing", ".properties");
        Path nothingConf = Files.createTempFile(folder, "nothing", ".conf");

        assertRefused(producer("--kafka-config=" + nothing), "speaks TLS and we do not", "security.protocol");
        assertRefused(consumer("--kafka-config=" + nothing), "speaks TLS and we do not", "security.protocol");
        assertRefused(consumer("--cassandra-config=" + nothingConf), "speaks TLS and we do not", "ssl-engine-factory");
    }

    @Test
    void should_report_a_missing_privilege_in_one_line() {
        ChildProcess creator = producer("--count=1", kafka("kafka-producer.properties"));
        assertThat(creator.awaitEnd(TestPipeline.LIMIT)).as(creator.lastLines()).isZero();

        assertRefused(producer("--topic=others", kafka("kafka-producer.properties")), "others", "grant");
        assertRefused(consumer("--topic=others"), "others", "grant");
        assertRefused(consumer("--dead-letter-topic=others.dead"), "others.dead", "grant");
        assertRefused(consumer("--group=others"), "others", "grant");
        assertRefused(consumer("--keyspace=others"), "others", "CREATE permission");
    }

    private ChildProcess producer(String... options) {
        List<String> all = new ArrayList<>(List.of("--topic=orders", "--startup-timeout=60s"));
        all.addAll(List.of(options));
        return keep(pipeline.producer(all.toArray(String[]::new)));
    }

    private ChildProcess consumer(String... options) {
        List<String> all = new ArrayList<>(List.of(rights()));
        all.add("--startup-timeout=60s");
        for (String option : options) {
            String name = option.split("=", 2)[0] + "=";
            all.removeIf(usual -> usual.startsWith(name));
            all.add(option);
        }
        return keep(pipeline.consumer(all.toArray(String[]::new)));
    }

    /** The names with privileges, and the client files. */
    private static String[] rights() {
        return new String[] {
            "--topic=orders",
            "--dead-letter-topic=orders.dead-letters",
            "--group=order-consumer",
            "--keyspace=order_pipeline",
            kafka("kafka-consumer.properties"),
            "--cassandra-config=" + security.file("cassandra-client.conf")
        };
    }

    private static String kafka(String file) {
        return "--kafka-config=" + security.file(file);
    }

    private ChildProcess keep(ChildProcess program) {
        started.add(program);
        return program;
    }

    private static int end(ChildProcess program) {
        return program.awaitEnd(TestPipeline.LIMIT);
    }

    private static void assertRefused(ChildProcess program, String... parts) {
        assertThat(end(program)).as(program.lastLines()).isEqualTo(1);
        List<String> errors = program.err();
        assertThat(errors.get(errors.size() - 1)).as(program.lastLines()).contains(parts);
        assertThat(errors)
                .as("no stack trace, and nothing to wait for" + program.lastLines())
                .noneMatch(line -> line.startsWith("\tat ") || line.contains("timed out waiting"));
    }

    /** A client file with one change. */
    private static Path changed(String file, String regex, String replacement) throws IOException {
        String text = Files.readString(security.file(file));
        String changed = text.replaceFirst(regex, replacement);
        assertThat(changed).as("what is to be changed is there").isNotEqualTo(text);
        String ending = file.substring(file.lastIndexOf('.'));
        return Files.writeString(Files.createTempFile(folder, "changed", ending), changed);
    }

    private static List<String> commandLines() {
        return ProcessHandle.current()
                .descendants()
                .flatMap(process -> process.info().commandLine().stream())
                .toList();
    }

    private static List<String> secrets() throws IOException {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(security.file("secrets.properties"))) {
            properties.load(reader);
        }
        return Stream.concat(
                        Stream.of(WRONG),
                        properties.stringPropertyNames().stream()
                                .filter(name -> !name.equals("certificatePort"))
                                .map(properties::getProperty))
                .toList();
    }

    private static void assertNoSecret(List<String> secrets, List<String> lines) {
        assertThat(secrets).hasSizeGreaterThan(5);
        for (String secret : secrets) {
            assertThat(lines).noneMatch(line -> line.contains(secret));
        }
    }
}
