package io.orderpipeline.testing.endtoend;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotFoundException;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.process.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.cassandra.CassandraContainer;
import org.testcontainers.containers.ContainerLaunchException;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The servers in containers, started once for the test JVM and removed by Testcontainers. */
final class Containers {

    private static final Pattern NO_SUCH_IMAGE = Pattern.compile("No such image: ([^\"\\s]+)");

    private static Optional<String> obstacle;

    private Containers() {}

    /** Starts once also when it fails: the next test does not wait again. */
    private static final class Started {

        private static final Cluster CLUSTER = start();
    }

    static Cluster cluster() {
        return Started.CLUSTER;
    }

    private static Cluster start() {
        KafkaContainer kafka = new KafkaContainer(DockerImageName.parse(image("apache/kafka")));
        CassandraContainer cassandra = new CassandraContainer(DockerImageName.parse(image("cassandra")));
        kafka.start();
        cassandra.start();
        return new Cluster(kafka.getBootstrapServers(), cassandra.getContactPoint(), cassandra.getLocalDatacenter());
    }

    /** The reason why containers are unavailable; images are not pulled, see {@link NoImagePulls}. */
    static synchronized Optional<String> obstacle() {
        if (obstacle == null) {
            obstacle = findObstacle();
        }
        return obstacle;
    }

    private static Optional<String> findObstacle() {
        try {
            // Starts Ryuk, which removes the containers, unless it is disabled.
            if (!DockerClientFactory.instance().isDockerAvailable()) {
                return Optional.of("no Docker engine responds");
            }
            for (String image : List.of(image("apache/kafka"), image("cassandra"))) {
                DockerClientFactory.instance().client().inspectImageCmd(image).exec();
            }
            return Optional.empty();
        } catch (DockerException | ContainerLaunchException e) {
            return Optional.of(missingImage(e)
                    .map(image -> "the Docker engine lacks the image " + image + " (docker pull " + image + ")")
                    .orElse("Testcontainers cannot use the Docker engine: " + reason(e)));
        }
    }

    /** Of the engine, in one line: Testcontainers only says that the container did not start. */
    private static String reason(Throwable failure) {
        String last = causes(failure)
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .reduce((first, second) -> second)
                .orElse("");
        return failure.getMessage() + ": " + last.lines().findFirst().orElse("");
    }

    private static Stream<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause);
    }

    private static Optional<String> missingImage(Throwable failure) {
        return causes(failure)
                .filter(NotFoundException.class::isInstance)
                .map(error -> NO_SUCH_IMAGE.matcher(error.getMessage()))
                .filter(Matcher::find)
                .map(error -> error.group(1))
                .findFirst();
    }

    /** With the tag of docker-compose.yml, the only place of the version. */
    private static String image(String name) {
        try {
            String compose = Files.readString(Repository.find().root().resolve("docker-compose.yml"));
            Matcher image =
                    Pattern.compile("image: (" + Pattern.quote(name) + ":\\S+)").matcher(compose);
            if (!image.find()) {
                throw new IllegalStateException("docker-compose.yml has no image " + name);
            }
            return image.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
