package io.orderpipeline.testing.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.StackConfig;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.Outcome;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.process.ChildProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders of all formats in one topic, with a real schema registry. */
final class SchemaFormatsIT {

    private static final List<String> FORMATS = List.of("json", "avro", "protobuf", "json-schema");

    @TempDir
    static Path folder;

    private static LocalStack stack;

    @BeforeAll
    static void startServers() {
        stack = LocalStack.start(StackConfig.onFreePorts(folder.resolve("stack"))
                .withSchemaRegistry()
                .forShortLife());
    }

    @AfterAll
    static void stopServers() {
        stack.discard();
    }

    @Test
    void should_store_the_orders_of_every_format_and_dead_letter_what_is_invalid() {
        try (TestPipeline pipeline = new TestPipeline(cluster())) {
            FORMATS.forEach(format -> produce(pipeline, format));

            consume(pipeline);

            Outcome outcome = Outcome.of(pipeline).assertExact();
            assertThat(outcome.rows()).hasSizeGreaterThan(1_000);
            assertThat(outcome.deadLetters()).hasSizeBetween(100, 300);
            assertVerified(pipeline);
        }
    }

    @Test
    void should_store_orders_by_a_replay_that_were_dead_letters_without_a_registry() {
        Cluster cluster = cluster();
        try (TestPipeline pipeline = new TestPipeline(cluster)) {
            pipeline.producer("--rate=0", "--count=50", "--format=avro", registry())
                    .awaitEnd(TestPipeline.LIMIT);
            ChildProcess without = pipeline.command(
                    "--topic=" + pipeline.topic(),
                    "--dead-letter-topic=" + pipeline.deadLetterTopic(),
                    "--group=" + pipeline.group(),
                    "--keyspace=" + pipeline.keyspace(),
                    "--bootstrap-servers=" + cluster.bootstrapServers(),
                    "--contact-points=" + cluster.contactPoints(),
                    "--http-port=0",
                    "--exit-when-caught-up");
            assertThat(without.awaitEnd(TestPipeline.LIMIT)).isZero();

            ChildProcess listing = pipeline.command(
                    "dead-letters",
                    "list",
                    "--dead-letter-topic=" + pipeline.deadLetterTopic(),
                    "--bootstrap-servers=" + cluster.bootstrapServers());
            assertThat(listing.awaitEnd(TestPipeline.LIMIT)).isZero();
            assertThat(listing.out()).anyMatch(line -> line.contains("--schema-registry"));

            ChildProcess replay = pipeline.command(
                    "dead-letters",
                    "replay",
                    "--all",
                    "--dead-letter-topic=" + pipeline.deadLetterTopic(),
                    "--bootstrap-servers=" + cluster.bootstrapServers());
            assertThat(replay.awaitEnd(TestPipeline.LIMIT)).isZero();
            consume(pipeline);

            assertThat(pipeline.table().read()).hasSize(50);
            assertVerified(pipeline);
        }
    }

    private static Cluster cluster() {
        return Cluster.of(stack).withRegistry(stack.schemaRegistry().url());
    }

    private static String registry() {
        return "--schema-registry=" + stack.schemaRegistry().url();
    }

    private static void produce(TestPipeline pipeline, String format) {
        List<String> options =
                format.equals("json") ? List.of("--format=json") : List.of("--format=" + format, registry());
        List<String> all = new ArrayList<>(List.of(
                "--rate=0", "--count=400", "--invalid=0.1", "--duplicates=0.1", "--seed=" + format.hashCode() % 1_000));
        all.addAll(options);
        assertThat(pipeline.producer(all.toArray(String[]::new)).awaitEnd(TestPipeline.LIMIT))
                .as(format)
                .isZero();
    }

    private static void consume(TestPipeline pipeline) {
        assertThat(pipeline.consumer("--exit-when-caught-up").awaitEnd(TestPipeline.LIMIT))
                .isZero();
    }

    private static void assertVerified(TestPipeline pipeline) {
        ChildProcess verify = pipeline.verify();
        verify.awaitEnd(TestPipeline.LIMIT);
        assertThat(verify.out()).last().asString().startsWith("PASS");
    }
}
