package io.orderpipeline.testing.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.Outcome;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.Java;
import io.orderpipeline.testing.process.Launch;
import io.orderpipeline.testing.process.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compressed topics, and native libraries where no directory for temporary files can be used. */
@UsesLocalStack
final class CompressionIT {

    private static final List<String> COMPRESSIONS = List.of("gzip", "lz4", "snappy", "zstd");

    /** Below a file, so that neither root nor snappy, which creates a missing directory, can make it. */
    private static final String NO_DIRECTORY = "-Djava.io.tmpdir=/dev/null/directory";

    @TempDir
    private Path folder;

    @AutoClose
    private final TestPipeline pipeline;

    private final Cluster cluster;

    CompressionIT(LocalStack stack) {
        cluster = Cluster.of(stack);
        pipeline = new TestPipeline(cluster);
    }

    @Test
    void should_process_every_compression_with_unpacked_libraries_and_no_directory_for_temporary_files()
            throws IOException {
        Path producer = withUnpackedLibraries(Repository.find().producerJar());
        Path consumer = withUnpackedLibraries(Repository.find().consumerJar());

        for (String compression : COMPRESSIONS) {
            assertSuccess(run(producer, NO_DIRECTORY, producerArguments(compression)));
        }
        assertSuccess(run(consumer, NO_DIRECTORY, consumerArguments("zstd", "--exit-when-caught-up")));

        Outcome.of(pipeline).assertExact();
    }

    @ParameterizedTest
    @ValueSource(strings = {"snappy", "zstd"})
    void should_name_the_compression_in_one_line_when_its_library_cannot_be_loaded(String compression)
            throws IOException {
        Path producer = Repository.find().producerJar();
        Path consumer = Repository.find().consumerJar();
        assertSuccess(run(producer, "-Xshare:auto", producerArguments(compression)));
        assertSuccess(run(consumer, "-Xshare:auto", consumerArguments(compression, "--exit-when-caught-up")));

        List<ChildProcess> failing = new ArrayList<>();
        failing.add(run(producer, NO_DIRECTORY, producerArguments(compression)));
        failing.add(run(consumer, NO_DIRECTORY, consumerArguments(compression, "--group=other")));
        for (String command : List.of("order x", "dead-letters list", "dead-letters replay --all")) {
            failing.add(run(consumer, NO_DIRECTORY, commandArguments(command, compression)));
        }

        failing.forEach(process -> assertFailure(process, compression));
    }

    @Test
    void should_process_lz4_and_gzip_without_a_directory_for_temporary_files() throws IOException {
        for (String compression : List.of("lz4", "gzip")) {
            assertSuccess(run(Repository.find().producerJar(), NO_DIRECTORY, producerArguments(compression)));
        }
        assertSuccess(
                run(Repository.find().consumerJar(), NO_DIRECTORY, consumerArguments("lz4", "--exit-when-caught-up")));

        Outcome.of(pipeline).assertExact();
    }

    /** As Docker mounts a tmpfs, as a read-only container has it, and as a full disk. */
    @ParameterizedTest
    @ValueSource(strings = {"noexec", "ro", "size=4k"})
    void should_name_the_compression_when_the_directory_is_unusable(String mountOption) throws IOException {
        Skip.unless(canMount(), "a directory mounted " + mountOption, "unshare cannot mount a tmpfs here");
        Path mounted = Files.createDirectory(folder.resolve("mounted"));
        Launch producer = Java.running()
                .jar(
                        Repository.find().producerJar(),
                        List.of("-Djava.io.tmpdir=" + mounted),
                        producerArguments("zstd"));

        ChildProcess process =
                pipeline.start(Launch.of("producer", mounting(mountOption, mounted, producer.command())));

        assertFailure(process, "zstd");
    }

    private static boolean canMount() throws IOException {
        if (!InstalledPrograms.isInstalled("unshare")) {
            return false;
        }
        Path anywhere = Files.createTempDirectory("mount");
        try (ChildProcess process =
                ChildProcess.start(Launch.of("unshare", mounting("noexec", anywhere, List.of("true"))))) {
            return process.awaitEnd(TestPipeline.LIMIT) == 0;
        } finally {
            Files.delete(anywhere);
        }
    }

    /** In a mount namespace of its own, which ends with the process. */
    private static List<String> mounting(String option, Path directory, List<String> command) {
        String script = "mount -t tmpfs -o " + option + " tmpfs " + directory + " && exec \"$@\"";
        return Stream.concat(
                        Stream.of("unshare", "--map-root-user", "--mount", "sh", "-c", script, "sh"), command.stream())
                .toList();
    }

    private Path withUnpackedLibraries(Path jar) throws IOException {
        Path copy = Files.copy(jar, folder.resolve(jar.getFileName()));
        assertSuccess(pipeline.start(Java.running()
                .launch(
                        "unpack",
                        List.of("-cp", copy.toString(), "io.orderpipeline.common.install.NativeLibrariesMain"))));
        return copy;
    }

    private ChildProcess run(Path jar, String jvmOption, List<String> arguments) {
        return pipeline.start(Java.running().jar(jar, List.of("-XX:TieredStopAtLevel=1", jvmOption), arguments));
    }

    private List<String> producerArguments(String compression) throws IOException {
        return List.of(
                cluster.bootstrapOption(),
                "--topic=" + pipeline.topic(),
                "--kafka-config=" + settings(compression),
                "--seed=" + COMPRESSIONS.indexOf(compression),
                "--count=200",
                "--rate=0",
                "--invalid=0.1");
    }

    private List<String> consumerArguments(String compression, String more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(
                "--topic=" + pipeline.topic(),
                "--dead-letter-topic=" + pipeline.deadLetterTopic(),
                "--keyspace=" + pipeline.keyspace(),
                "--kafka-config=" + settings(compression),
                "--http-port=0"));
        arguments.addAll(cluster.connectionOptions());
        arguments.add(more);
        if (!more.startsWith("--group")) {
            arguments.add("--group=" + pipeline.group());
        }
        return arguments;
    }

    /** Options of the consumer that the command does not have are not given. */
    private List<String> commandArguments(String command, String compression) throws IOException {
        List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
        arguments.addAll(List.of(
                cluster.bootstrapOption(),
                "--dead-letter-topic=" + pipeline.deadLetterTopic(),
                "--kafka-config=" + settings(compression)));
        if (!command.startsWith("dead-letters")) {
            arguments.addAll(List.of(
                    "--topic=" + pipeline.topic(), "--group=" + pipeline.group(), "--keyspace=" + pipeline.keyspace()));
            cluster.connectionOptions().stream()
                    .filter(option -> !arguments.contains(option))
                    .forEach(arguments::add);
        }
        return arguments;
    }

    private Path settings(String compression) throws IOException {
        return Files.writeString(folder.resolve(compression + ".properties"), "compression.type=" + compression + "\n");
    }

    private static void assertSuccess(ChildProcess process) {
        assertThat(process.awaitEnd(TestPipeline.LIMIT)).as(process.lastLines()).isZero();
    }

    private static void assertFailure(ChildProcess process, String compression) {
        assertThat(process.awaitEnd(TestPipeline.LIMIT)).as(process.lastLines()).isEqualTo(1);
        assertThat(process.err())
                .as(process.lastLines())
                .filteredOn(line -> line.contains("native library"))
                .singleElement()
                .asString()
                .contains(compression, "java.io.tmpdir", "NativeLibraries");
        assertThat(process.err()).noneMatch(line -> line.contains("Unexpected failure"));
        if (!compression.equals("snappy")) {
            // The library of snappy prints one itself.
            assertThat(process.err()).as("no stack trace").noneMatch(line -> line.startsWith("\tat "));
        }
    }
}
