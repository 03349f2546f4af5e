package io.orderpipeline.testing.endtoend;

import com.github.dockerjava.api.exception.DockerException;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.process.Repository;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.cassandra.CassandraContainer;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** The servers in containers, started once for the test JVM and removed by Testcontainers. */
final class Containers {

    private static Cluster cluster;

    private Containers() {}

    static synchronized Cluster cluster() {
        if (cluster == null) {
            KafkaContainer kafka = new KafkaContainer(DockerImageName.parse(image("apache/kafka")));
            CassandraContainer cassandra = new CassandraContainer(DockerImageName.parse(image("cassandra")));
            kafka.start();
            cassandra.start();
            cluster = new Cluster(
                    kafka.getBootstrapServers(), cassandra.getContactPoint(), cassandra.getLocalDatacenter());
        }
        return cluster;
    }

    /** The reason why containers are unavailable. Images are not pulled, because that takes minutes. */
    static Optional<String> obstacle() {
        if (!DockerClientFactory.instance().isDockerAvailable()) {
            return Optional.of("no Docker engine responds");
        }
        for (String image : new String[] {image("apache/kafka"), image("cassandra")}) {
            try {
                DockerClientFactory.instance().client().inspectImageCmd(image).exec();
            } catch (DockerException absent) {
                return Optional.of("the Docker engine lacks the image " + image + " (docker compose pull)");
            }
        }
        return Optional.empty();
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
