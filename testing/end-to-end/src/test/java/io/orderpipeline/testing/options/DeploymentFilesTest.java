package io.orderpipeline.testing.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.orderpipeline.common.cli.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The files of Docker and Kubernetes set existing options. */
final class DeploymentFilesTest {

    private static final Path ROOT = Path.of("..", "..");
    private static final Pattern VARIABLE = Pattern.compile("\\bORDER_(?:CONSUMER|PRODUCER)_[A-Z_]*[A-Z]");
    private static final Set<String> OF_BOTH = Set.of("ORDER_CONSUMER_OPTIONS_FILE", "ORDER_PRODUCER_OPTIONS_FILE");

    @ParameterizedTest
    @CsvSource({"ORDER_CONSUMER, consumer.properties", "ORDER_PRODUCER, load/producer.properties"})
    void should_set_options_to_valid_values(EveryOptionTest.Main program, String file) {
        Path path = ROOT.resolve("deploy/kubernetes").resolve(file);

        assertThat(path).exists();
        assertThatCode(() -> new Program(program.command(), program.name(), Map.of()).parse("--options-file=" + path))
                .doesNotThrowAnyException();
    }

    @Test
    void should_set_variables_of_existing_options() throws IOException {
        Set<String> known = EveryOptionTest.cases().stream()
                .map(EveryOptionTest.Case::variable)
                .collect(Collectors.toSet());

        assertThat(found(VARIABLE))
                .isNotEmpty()
                .allMatch(variable -> known.contains(variable) || OF_BOTH.contains(variable));
    }

    @Test
    void should_allow_enough_time_for_a_clean_stop() throws IOException {
        assertThat(numbers("terminationGracePeriodSeconds: (\\d+)", kubernetes()))
                .hasSize(2)
                .allMatch(seconds -> seconds > 30);
        assertThat(numbers("stop_grace_period: (\\d+)s", compose())).hasSize(2).allMatch(seconds -> seconds > 30);
    }

    @Test
    void should_run_existing_classes() throws IOException {
        Pattern mainClass = Pattern.compile("io\\.orderpipeline\\.[a-z.]+\\.[A-Z]\\w+");

        assertThat(found(mainClass)).isNotEmpty().allSatisfy(name -> assertThatCode(() -> Class.forName(name))
                .doesNotThrowAnyException());
    }

    @Test
    void should_publish_the_ports_of_containers_on_the_loopback_address_only() throws IOException {
        List<String> ports = groups("(?m)^ +- \"([0-9.:]+)\"$", compose());

        assertThat(ports).hasSizeGreaterThan(2).allMatch(port -> port.startsWith("127.0.0.1:"));
    }

    @Test
    void should_leave_no_anonymous_volume_behind() throws IOException {
        Map<String, List<String>> declaredByImages = Map.of(
                "broker", List.of("/var/lib/kafka/data", "/etc/kafka/secrets", "/mnt/shared/config"),
                "cassandra", List.of("/var/lib/cassandra"),
                "prometheus", List.of("/prometheus"));

        for (Map.Entry<String, List<String>> image : declaredByImages.entrySet()) {
            assertThat(image.getValue()).allSatisfy(directory -> assertThat(service(image.getKey()))
                    .as(directory)
                    .containsPattern("(?m)^ +- [a-z-]+:" + directory + "$|tmpfs: .*\\Q" + directory + "\\E[],]"));
        }
        assertThat(service("prometheus")).contains("--storage.tsdb.path=/prometheus\n");
    }

    @Test
    void should_need_no_executable_directory_for_temporary_files() throws IOException {
        assertThat(compose()).doesNotContain("exec\"", ":exec");
        for (String program : List.of("consumer", "producer")) {
            assertThat(service(program)).contains("read_only: true\n    tmpfs: [/tmp]\n");
            assertThat(Files.readString(ROOT.resolve("deploy/docker/" + program + ".Dockerfile")))
                    .contains(" -cp /app/" + program + ".jar io.orderpipeline.common.install.NativeLibrariesMain")
                    .contains("ENTRYPOINT [\"java\", \"-XX:SharedArchiveFile=/app/" + program + ".jsa\"")
                    .contains("\"-cp\", \"/app/" + program + ".jar:/app/extra/*\"");
        }
    }

    @Test
    void should_serve_the_dashboard_to_this_machine_only_and_without_a_secret() throws IOException {
        String consumer = service("consumer");

        assertThat(consumer).contains("127.0.0.1:8080:8080", "HTTP_ALLOW_FROM:-same-network");
        assertThat(compose().toLowerCase(Locale.ROOT)).doesNotContain("token", "password");
        assertThat(Files.readString(ROOT.resolve("deploy/observability/prometheus.yml")))
                .contains("targets: [127.0.0.1:8080]");
    }

    @Test
    void should_run_the_schema_registry_of_the_local_stack_and_check_its_health() throws IOException {
        String pom = Files.readString(ROOT.resolve("local-stack/schema-registry-runtime/pom.xml"));
        String version = groups("<apicurio-registry.version>(.*)</", pom).get(0);

        assertThat(service("schema-registry"))
                .contains("image: apicurio/apicurio-registry-mem:" + version + "\n")
                .contains("profiles: [schema-registry]", "healthcheck:", "/apis/ccompat/v7/schemas/types");
    }

    private static String service(String name) throws IOException {
        return groups("(?ms)^  " + name + ":\n(.*?\n)(?=\n)", compose()).get(0);
    }

    /** In all files. */
    private static Set<String> found(Pattern pattern) throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path file : files()) {
            pattern.matcher(Files.readString(file))
                    .results()
                    .map(MatchResult::group)
                    .forEach(found::add);
        }
        return found;
    }

    private static List<Integer> numbers(String pattern, String text) {
        return groups(pattern, text).stream().map(Integer::valueOf).toList();
    }

    private static List<String> groups(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static String compose() throws IOException {
        return Files.readString(ROOT.resolve("docker-compose.yml"));
    }

    private static String kubernetes() throws IOException {
        StringBuilder all = new StringBuilder();
        for (Path file : files()) {
            if (file.toString().toLowerCase(Locale.ROOT).endsWith(".yaml")) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> deploy = Files.walk(ROOT.resolve("deploy"))) {
            return Stream.concat(deploy.filter(Files::isRegularFile), Stream.of(ROOT.resolve("docker-compose.yml")))
                    .toList();
        }
    }
}
