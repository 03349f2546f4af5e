package io.orderpipeline.testing.endtoend;

import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.process.Java;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@UsesLocalStack
final class Java25IT {

    @Test
    void should_store_every_order_on_java_25(LocalStack stack) {
        Optional<Path> home = Stream.of(System.getenv("JAVA25_HOME"), "/usr/lib/jvm/temurin-25-jdk-amd64")
                .filter(Objects::nonNull)
                .map(Path::of)
                .filter(path -> Files.isExecutable(path.resolve("bin/java")))
                .findFirst();
        Skip.unless(home.isPresent(), "the run on Java 25", "there is none; name its home in JAVA25_HOME");
        try (TestPipeline pipeline = new TestPipeline(Cluster.of(stack), new Java(home.orElseThrow()))) {
            MainRun.check(pipeline, 2_000);
        }
    }
}
