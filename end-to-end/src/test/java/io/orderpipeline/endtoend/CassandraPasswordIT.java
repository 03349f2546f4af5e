package io.orderpipeline.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.process.ChildProcess;
import io.orderpipeline.stack.CassandraServer;
import io.orderpipeline.stack.CassandraTuning;
import io.orderpipeline.stack.LocalStack;
import io.orderpipeline.stack.StackConfig;
import io.orderpipeline.stack.UsesLocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Cassandra that asks for a name and a password: a node of its own, since the shared one asks nobody. */
@UsesLocalStack
final class CassandraPasswordIT {

    private static final String WRONG = "open-sesame";

    @TempDir
    private static Path folder;

    private static LocalStack guarded;

    @AutoClose
    private final Pipeline pipeline;

    CassandraPasswordIT(LocalStack shared) {
        pipeline = new Pipeline(new Cluster(
                shared.bootstrapServers(),
                guarded.contactPoint(),
                guarded.cassandra().datacenter()));
    }

    @BeforeAll
    static void openNode() {
        guarded = LocalStack.open(StackConfig.onFreePorts(folder.resolve("guarded"))
                .withTuning(CassandraTuning.SHIPPED.with("authenticator", "PasswordAuthenticator")));
    }

    @AfterAll
    static void discardNode() {
        guarded.discard();
    }

    @Test
    void should_refuse_in_one_line_to_go_on_without_the_right_password_even_while_the_topic_is_not_there()
            throws IOException {
        assertRefused(pipeline.consumer());
        assertRefused(pipeline.consumer("--cassandra-config=" + driverConfig(WRONG)));
    }

    @Test
    void should_do_its_work_with_the_right_password() throws IOException {
        String right = "--cassandra-config=" + driverConfig(CassandraServer.SUPERUSER);
        assertThat(pipeline.producer("--count=100", "--rate=0").awaitEnd(Pipeline.LIMIT))
                .isZero();

        ChildProcess consumer = pipeline.consumer("--exit-when-caught-up", right);

        assertThat(consumer.awaitEnd(Pipeline.LIMIT)).as(consumer.lastLines()).isZero();
        assertThat(ConsumerReport.of(consumer).written()).isEqualTo(100);
    }

    private static void assertRefused(ChildProcess consumer) {
        assertThat(consumer.awaitEnd(Pipeline.LIMIT)).as(consumer.lastLines()).isEqualTo(1);
        List<String> errors = consumer.err().all();
        assertThat(errors.get(errors.size() - 1))
                .startsWith("consumer: Cassandra at 127.0.0.1:"
                        + guarded.contactPoint().getPort())
                .contains("user name", "password", "--cassandra-config", "advanced.auth-provider");
        assertThat(errors)
                .as("no stack trace, and nothing to wait for")
                .noneMatch(line -> line.startsWith("\tat ") || line.contains("Waiting for Cassandra"));
        assertThat(errors).as("no secret").noneMatch(line -> line.contains(WRONG));
        assertThat(consumer.out().all()).as("no secret").noneMatch(line -> line.contains(WRONG));
    }

    private static Path driverConfig(String password) throws IOException {
        return Files.writeString(
                Files.createTempFile(folder, "driver", ".conf"),
                """
                datastax-java-driver.advanced.auth-provider {
                  class = PlainTextAuthProvider
                  username = %s
                  password = %s
                }
                """
                        .formatted(CassandraServer.SUPERUSER, password));
    }
}
