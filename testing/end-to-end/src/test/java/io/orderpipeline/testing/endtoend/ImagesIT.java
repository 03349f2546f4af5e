package io.orderpipeline.testing.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import io.orderpipeline.testing.endtoend.security.ExtraJar;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.Outcome;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.Launch;
import io.orderpipeline.testing.process.Repository;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The images of both programs, built with the Docker engine of this machine and run as in docker-compose.yml. */
@UsesLocalStack
final class ImagesIT {

    private static final Duration BUILD_LIMIT = Duration.ofMinutes(5);
    private static final List<String> LOCKED_DOWN = List.of("--read-only", "--tmpfs=/tmp", "--cap-drop=ALL");
    private static final String TAG = ":images-it";

    @TempDir
    private Path folder;

    @AutoClose
    private final TestPipeline pipeline;

    private final Cluster cluster;

    ImagesIT(LocalStack stack) {
        cluster = Cluster.of(stack);
        pipeline = new TestPipeline(cluster);
    }

    @BeforeAll
    static void build() throws IOException {
        Skip.unlessContainers(
                isPossible(), "the images (5 tests)", "no Docker engine on Linux has the base image " + base());
        for (String program : List.of("producer", "consumer")) {
            docker(
                    BUILD_LIMIT,
                    "build",
                    "-q",
                    "-t",
                    "order-" + program + TAG,
                    "-f",
                    dockerfile(program).toString(),
                    root().toString());
        }
    }

    @Test
    void should_process_compressed_topics_with_a_tmpfs_mounted_noexec() throws IOException {
        for (String compression : List.of("zstd", "snappy", "lz4")) {
            String settings = mount("kafka.properties", "compression.type=" + compression + "\n");
            produce(settings, "--kafka-config=/options/kafka.properties");
        }
        consume(List.of());

        Outcome.of(pipeline).assertExact();
    }

    /** As docs/platforms.md says. */
    @Test
    void should_load_the_classes_of_mounted_jars() throws IOException {
        String jars = mount(ExtraJar.create(folder, Repository.find().consumerJar(), true), "/app/extra");
        String driver =
                mount("driver.conf", "datastax-java-driver.advanced.auth-provider.class = " + ExtraJar.AUTH_PROVIDER);
        produce(jars);
        consume(List.of(jars, driver), "--cassandra-config=/options/driver.conf");

        Outcome.of(pipeline).assertExact();
    }

    @Test
    void should_serve_the_dashboard_to_this_machine_and_to_no_other() throws IOException {
        try (Served served = Served.to(allowed())) {
            assertThat(served.statusFor("localhost")).contains(" 200 ");
            assertThat(served.statusFor("evil.example")).as("DNS rebinding").contains(" 403 ");
        }
        try (Served served = Served.to("240.0.0.0/4")) {
            assertThat(served.statusFor("localhost")).as("another machine").contains(" 403 ");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void should_start_with_the_classes_of_the_archive(boolean hasExtraJar) throws IOException {
        List<String> command = new ArrayList<>(List.of("run", "--rm", "-e", "JDK_JAVA_OPTIONS=-Xlog:class+load"));
        if (hasExtraJar) {
            command.add(mount(ExtraJar.create(folder, Repository.find().consumerJar(), true), "/app/extra"));
        }
        command.addAll(List.of("order-consumer" + TAG, "--version"));

        assertThat(docker(TestPipeline.LIMIT, command.toArray(String[]::new)))
                .filteredOn(line -> line.contains("io.orderpipeline.consumer.ConsumerMain source:"))
                .singleElement()
                .asString()
                .contains("shared objects file");
    }

    private void produce(String mount, String... options) {
        List<String> all = new ArrayList<>(
                List.of(cluster.bootstrapOption(), "--topic=" + pipeline.topic(), "--count=200", "--rate=0"));
        all.addAll(List.of(options));
        runOnTheHost("order-producer", List.of(mount), all);
    }

    private void consume(List<String> mounts, String... options) {
        List<String> all = new ArrayList<>(cluster.connectionOptions());
        all.addAll(List.of(
                "--topic=" + pipeline.topic(),
                "--dead-letter-topic=" + pipeline.deadLetterTopic(),
                "--group=" + pipeline.group(),
                "--keyspace=" + pipeline.keyspace(),
                "--no-http",
                "--exit-when-caught-up"));
        all.addAll(List.of(options));
        runOnTheHost("order-consumer", mounts, all);
    }

    private static void runOnTheHost(String image, List<String> mounts, List<String> options) {
        List<String> command = new ArrayList<>(List.of("run", "--rm", "--network=host"));
        command.addAll(mounts);
        command.addAll(LOCKED_DOWN);
        command.add(image + TAG);
        command.addAll(options);
        docker(TestPipeline.LIMIT, command.toArray(String[]::new));
    }

    /** A file in the directory for files of options. */
    private String mount(String name, String content) throws IOException {
        return mount(Files.writeString(folder.resolve(name), content), "/options/" + name);
    }

    private static String mount(Path path, String inContainer) {
        return "--volume=" + path + ":" + inContainer + ":ro";
    }

    /** A consumer whose port is published on 127.0.0.1. It waits for servers, and serves HTTP meanwhile. */
    private record Served(String container, int port) implements AutoCloseable {

        static Served to(String networks) {
            List<String> command = new ArrayList<>(List.of("run", "--rm", "-d", "-p", "127.0.0.1:0:8080"));
            command.addAll(LOCKED_DOWN);
            command.addAll(List.of(
                    "-e",
                    "ORDER_CONSUMER_HTTP_ADDRESS=0.0.0.0",
                    "-e",
                    "ORDER_CONSUMER_HTTP_ALLOW_FROM=" + networks,
                    "order-consumer" + TAG));
            String container =
                    docker(TestPipeline.LIMIT, command.toArray(String[]::new)).get(0);
            String published =
                    docker(TestPipeline.LIMIT, "port", container, "8080").get(0);
            return new Served(container, URI.create("http://" + published).getPort());
        }

        /** The status line, once the server answers. */
        String statusFor(String host) {
            return Awaitility.await().atMost(TestPipeline.LIMIT).until(() -> request(host), line -> !line.isEmpty());
        }

        private String request(String host) {
            try (Socket socket = new Socket("127.0.0.1", port)) {
                socket.getOutputStream()
                        .write(("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                                .getBytes(StandardCharsets.US_ASCII));
                return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                        .lines()
                        .findFirst()
                        .orElse("");
            } catch (IOException notYet) {
                return "";
            }
        }

        @Override
        public void close() {
            docker(TestPipeline.LIMIT, "rm", "-f", container);
        }
    }

    private static boolean isPossible() throws IOException {
        return System.getProperty("os.name").equals("Linux")
                && InstalledPrograms.isInstalled("docker")
                && succeeds("docker", "image", "inspect", base());
    }

    private static boolean succeeds(String... command) {
        try (ChildProcess process = ChildProcess.start(Launch.of(command[0], List.of(command)))) {
            return process.awaitEnd(TestPipeline.LIMIT) == 0;
        }
    }

    /** @return the lines of its output */
    private static List<String> docker(Duration limit, String... arguments) {
        List<String> command =
                Stream.concat(Stream.of("docker"), Stream.of(arguments)).toList();
        try (ChildProcess process = ChildProcess.start(Launch.of("docker " + arguments[0], command))) {
            assertThat(process.awaitEnd(limit)).as(process.lastLines()).isZero();
            return process.out();
        }
    }

    private static String base() throws IOException {
        return found("FROM (\\S+)", dockerfile("consumer"));
    }

    /** The networks of docker-compose.yml. */
    private static String allowed() throws IOException {
        return found("HTTP_ALLOW_FROM:-([^}]+)\\}", root().resolve("docker-compose.yml"));
    }

    private static String found(String pattern, Path file) throws IOException {
        Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(file));
        assertThat(matcher.find()).as(file + " has " + pattern).isTrue();
        return matcher.group(1);
    }

    private static Path dockerfile(String program) {
        return root().resolve("deploy/docker/" + program + ".Dockerfile");
    }

    private static Path root() {
        return Repository.find().root();
    }
}
