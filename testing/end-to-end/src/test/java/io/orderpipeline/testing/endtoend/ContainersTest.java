package io.orderpipeline.testing.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.Java;
import io.orderpipeline.testing.process.Launch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Which image is missing, without an engine. In another JVM, because Testcontainers keeps its settings and the engine
 * that it found.
 */
final class ContainersTest {

    private static final Duration LIMIT = Duration.ofMinutes(1);

    @TempDir
    private Path home;

    private FakeEngine engine;

    @BeforeEach
    void start() throws IOException {
        engine = new FakeEngine();
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    public static void main(String[] arguments) {
        System.out.println(Containers.obstacle().orElse("none"));
        System.exit(0);
    }

    @Test
    void should_name_the_image_of_ryuk_as_the_library_does_and_pull_nothing() {
        assertThat(obstacle(launch()))
                .matches("the Docker engine lacks the image testcontainers/ryuk:[\\d.]+"
                        + " \\(docker pull testcontainers/ryuk:[\\d.]+\\)");
        assertThat(engine.requests()).noneMatch(path -> path.endsWith("/images/create"));
    }

    @Test
    void should_name_the_image_that_the_users_settings_have_in_its_place() throws IOException {
        Files.writeString(home.resolve(".testcontainers.properties"), "ryuk.container.image=mirror/ryuk:9\n");

        assertThat(obstacle(launch())).startsWith("the Docker engine lacks the image mirror/ryuk:9 ");
    }

    @Test
    void should_need_no_ryuk_when_it_is_disabled() {
        assertThat(obstacle(launch().with("TESTCONTAINERS_RYUK_DISABLED", "true")))
                .matches("the Docker engine lacks the image apache/kafka:[\\d.]+ .*");
    }

    @Test
    void should_give_the_reason_of_the_engine() {
        engine.refuseContainers("unable to apply caps");

        assertThat(obstacle(launch()))
                .startsWith("Testcontainers cannot use the Docker engine: ")
                .contains("testcontainers/ryuk", "unable to apply caps");
    }

    private Launch launch() {
        return Java.running()
                .main(
                        "containers",
                        List.of("-XX:TieredStopAtLevel=1", "-Duser.home=" + home),
                        ContainersTest.class.getName(),
                        List.of())
                .with("DOCKER_HOST", engine.address());
    }

    private static String obstacle(Launch launch) {
        try (ChildProcess process = ChildProcess.start(launch)) {
            assertThat(process.awaitEnd(LIMIT)).as(process.lastLines()).isZero();
            return process.out().get(process.out().size() - 1);
        }
    }
}
