package io.orderpipeline.testing.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.github.difflib.patch.PatchFailedException;
import com.github.difflib.unifieddiff.UnifiedDiff;
import com.github.difflib.unifieddiff.UnifiedDiffFile;
import com.github.difflib.unifieddiff.UnifiedDiffReader;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.Launch;
import io.orderpipeline.testing.process.Repository;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worked example of docs/adapting.md: both programs with another record, on real servers. */
@UsesLocalStack
final class AdaptingIT {

    private static final String PRODUCER = "io.orderpipeline.producer.ProducerMain";
    private static final String CONSUMER = "io.orderpipeline.consumer.ConsumerMain";
    private static final int ORDERS = 1_000;

    @AutoClose
    private final TestPipeline pipeline;

    private final LocalStack stack;
    private final Repository repository = Repository.find();

    @TempDir
    private Path folder;

    AdaptingIT(LocalStack stack) {
        this.stack = stack;
        this.pipeline = new TestPipeline(Cluster.of(stack));
    }

    @Test
    void should_send_store_and_verify_the_record_of_the_worked_example() throws Exception {
        Path classes = compile(patched());

        run(withClasses(classes, PRODUCER, pipeline.producerCommand("--count=" + ORDERS, "--rate=0", "--invalid=0.1")));
        run(withClasses(classes, CONSUMER, pipeline.consumerCommand("--exit-when-caught-up")));

        List<String> verdict =
                run(withClasses(classes, CONSUMER, verifyCommand())).out();
        assertThat(verdict.get(verdict.size() - 1)).startsWith("PASS");
        try (CqlSession session = stack.cassandra().session(TestPipeline.LIMIT)) {
            Row row = session.execute("SELECT customer_id, currency FROM " + pipeline.keyspace() + ".orders LIMIT 1")
                    .one();
            assertThat(row.getString("customer_id")).isNotEmpty();
            assertThat(row.getString("currency")).isEqualTo("EUR");
        }
    }

    /** A copy of the sources of both programs, changed as the page says. */
    private Path patched() throws IOException, PatchFailedException {
        Path sources = folder.resolve("sources");
        for (String module : List.of("common", "producer", "consumer")) {
            copy(
                    repository.root().resolve(module).resolve("src/main"),
                    sources.resolve(module).resolve("src/main"));
        }
        UnifiedDiff diff = UnifiedDiffReader.parseUnifiedDiff(
                Files.newInputStream(repository.root().resolve("docs/adapting.patch")));
        for (UnifiedDiffFile file : diff.getFiles()) {
            Path target = sources.resolve(file.getToFile().replaceFirst("^b/", ""));
            Files.write(target, file.getPatch().applyTo(Files.readAllLines(target, UTF_8)), UTF_8);
        }
        return sources;
    }

    /** Against the fat jars, which the changed classes precede on the class path. */
    private Path compile(Path sources) throws IOException {
        Path classes = folder.resolve("classes");
        List<Path> java = new ArrayList<>();
        for (String module : List.of("common", "producer", "consumer")) {
            Path main = sources.resolve(module).resolve("src/main");
            if (Files.isDirectory(main.resolve("resources"))) {
                copy(main.resolve("resources"), classes);
            }
            try (Stream<Path> files = Files.walk(main.resolve("java"))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(java::add);
            }
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        String jars = repository.producerJar() + File.pathSeparator + repository.consumerJar();
        List<String> options = List.of("-proc:none", "-cp", jars, "-d", classes.toString());
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8)) {
            assertThat(compiler.getTask(messages, files, null, options, null, files.getJavaFileObjectsFromPaths(java))
                            .call())
                    .as(() -> messages.toString())
                    .isTrue();
        }
        return classes;
    }

    private List<String> verifyCommand() {
        List<String> command = new ArrayList<>(List.of(
                pipeline.consumerCommand().get(0),
                "-jar",
                repository.consumerJar().toString(),
                "verify",
                "--topic=" + pipeline.topic(),
                "--dead-letter-topic=" + pipeline.deadLetterTopic(),
                "--group=" + pipeline.group(),
                "--keyspace=" + pipeline.keyspace()));
        command.addAll(pipeline.cluster().connectionOptions());
        return command;
    }

    private static List<String> withClasses(Path classes, String mainClass, List<String> command) {
        int jar = command.indexOf("-jar");
        List<String> changed = new ArrayList<>(command.subList(0, jar));
        changed.addAll(List.of("-cp", classes + File.pathSeparator + command.get(jar + 1), mainClass));
        changed.addAll(command.subList(jar + 2, command.size()));
        return changed;
    }

    private ChildProcess run(List<String> command) {
        ChildProcess program = pipeline.start(Launch.of("adapted", command));
        assertThat(program.awaitEnd(TestPipeline.LIMIT)).as(program.lastLines()).isZero();
        return program;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                Files.createDirectories(target.getParent());
                Files.copy(file, target);
            }
        }
    }
}
