package io.orderpipeline.testing.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameStartingWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.Test;

/** Enforces the structure of all modules. In this module, which sees all others. */
final class ArchitectureTest {

    private static final String OURS = "io.orderpipeline..";
    private static final String COMMON = "io.orderpipeline.common..";
    private static final String PRODUCER = "io.orderpipeline.producer..";
    private static final String CONSUMER = "io.orderpipeline.consumer..";
    private static final String STACK = "io.orderpipeline.localstack..";
    private static final String TESTING = "io.orderpipeline.testing..";
    private static final String COMMAND_LINE = "io.orderpipeline.common.cli";
    private static final String TERMINAL = "io.orderpipeline.common.terminal";
    private static final String ORACLE = "io.orderpipeline.testing.oracle..";
    private static final String BENCHMARK = "io.orderpipeline.testing.benchmark..";
    private static final String REFERENCES = "io.orderpipeline.testing.benchmark.contender..";

    /** By source directory, the package that its types and packages are in. */
    private static final Map<String, String> MODULES = Map.of(
            "common", "io.orderpipeline.common",
            "producer", "io.orderpipeline.producer",
            "consumer", "io.orderpipeline.consumer",
            "local-stack", "io.orderpipeline.localstack",
            "local-stack/parent-watchdog", "io.orderpipeline.localstack",
            "testing/end-to-end", "io.orderpipeline.testing",
            "testing/benchmarks", "io.orderpipeline.testing");

    private static final int MOST_FILES = 30;

    /** Share of the top-level types that are public; only ever lower it. */
    private static final double MOST_PUBLIC = 0.42;

    /** Creates the clients and the session, and passes them on. */
    private static final DescribedPredicate<JavaClass> COMPOSITION_ROOT = name("io.orderpipeline.consumer.ConsumerApp")
            .or(name("io.orderpipeline.consumer.verify.VerifyCommand"))
            .forSubtype();

    /** Reads topic and table with plain clients, to check what the programs did. */
    private static final DescribedPredicate<JavaClass> ORACLE_CLIENTS = resideInAPackage(ORACLE);

    private static final Path ROOT = Path.of("..", "..");
    private static final JavaClasses CLASSES = load();

    @Test
    void should_cover_the_classes_of_every_module() {
        for (String module : new String[] {
            "common.order", "producer", "consumer", "localstack", "testing.demo", "testing.oracle", "testing.benchmark"
        }) {
            assertThat(CLASSES.stream().anyMatch(resideInAPackage("io.orderpipeline." + module)))
                    .as(module)
                    .isTrue();
        }
    }

    @Test
    void should_have_no_package_cycles() {
        slices().matching("io.orderpipeline.(**)").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void should_keep_common_independent() {
        onlyUseOfOurs(new String[] {COMMON}, COMMON).check(CLASSES);
    }

    @Test
    void should_keep_producer_and_consumer_independent_of_each_other() {
        onlyUseOfOurs(new String[] {PRODUCER}, COMMON, PRODUCER).check(CLASSES);
        onlyUseOfOurs(new String[] {CONSUMER}, COMMON, CONSUMER).check(CLASSES);
    }

    @Test
    void should_keep_the_local_stack_independent() {
        onlyUseOfOurs(new String[] {STACK}, STACK).check(CLASSES);
    }

    @Test
    void should_test_the_programs_without_their_code() {
        noClasses()
                .that(resideInAPackage(TESTING).and(not(resideInAPackage(BENCHMARK))))
                .should()
                .dependOnClassesThat(ours().and(not(resideInAnyPackage(TESTING, COMMAND_LINE, TERMINAL, STACK))))
                .because("a test that shares code with a program shares its errors")
                .check(CLASSES);
    }

    @Test
    void should_keep_the_oracle_independent() {
        onlyUseOfOurs(
                        new String[] {ORACLE},
                        ORACLE,
                        "io.orderpipeline.testing.process",
                        "io.orderpipeline.common.cli",
                        STACK)
                .because("it is the second reading of topic and table")
                .check(CLASSES);
    }

    @Test
    void should_keep_references_independent_of_the_consumer() {
        noClasses()
                .that(resideInAPackage(REFERENCES).and(not(simpleNameStartingWith("Latency"))))
                .should()
                .dependOnClassesThat(resideInAPackage(CONSUMER))
                .because("a reference that shares code with the consumer would change its speed with it")
                .check(CLASSES);
    }

    @Test
    void should_use_benchmarks_in_benchmarks_only() {
        noClasses()
                .that(not(resideInAPackage(BENCHMARK)))
                .should()
                .dependOnClassesThat(resideInAPackage(BENCHMARK))
                .because("the measured code must not know that it is measured")
                .check(CLASSES);
    }

    @Test
    void should_begin_package_names_with_the_module() {
        MODULES.forEach((directory, prefix) -> assertThat(sources(directory, "src/main/java", "src/test/java"))
                .as(directory)
                .isNotEmpty()
                .allMatch(source -> (packageOf(source) + ".").startsWith(prefix + ".")));
    }

    @Test
    void should_keep_packages_small() {
        for (String directory : MODULES.keySet()) {
            Map<String, Long> files = sources(directory, "src/main/java").stream()
                    .filter(source -> !source.endsWith("package-info.java"))
                    .collect(Collectors.groupingBy(ArchitectureTest::packageOf, Collectors.counting()));
            assertThat(files.entrySet()).as("files by package").allMatch(entry -> entry.getValue() <= MOST_FILES);
        }
    }

    @Test
    void should_keep_most_types_package_private() {
        List<JavaClass> topLevel = CLASSES.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .toList();
        long open = topLevel.stream()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .count();

        assertThat((double) open / topLevel.size())
                .as("%d public types of %d", open, topLevel.size())
                .isLessThanOrEqualTo(MOST_PUBLIC);
    }

    @Test
    void should_use_a_kafka_consumer_only_where_one_thread_owns_it() {
        noClasses()
                .that(not(resideInAnyPackage("io.orderpipeline.consumer.pipeline", "io.orderpipeline.consumer.kafka"))
                        .and(not(COMPOSITION_ROOT))
                        .and(not(ORACLE_CLIENTS))
                        .and(not(resideInAPackage(REFERENCES))))
                .should()
                .dependOnClassesThat()
                .areAssignableTo(KafkaConsumer.class)
                .because("one thread owns a KafkaConsumer, and consumer.pipeline ensures that")
                .check(CLASSES);
    }

    @Test
    void should_use_driver_types_only_where_cassandra_is_accessed() {
        DescribedPredicate<JavaClass> allowed = resideInAnyPackage(
                        "io.orderpipeline.consumer.cassandra..", STACK, BENCHMARK)
                .or(COMPOSITION_ROOT)
                .or(ORACLE_CLIENTS);
        noClasses()
                .that(not(allowed))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.datastax..")
                .because("the rest must not depend on the database")
                .check(CLASSES);
    }

    @Test
    void should_exit_and_print_only_at_the_edge() {
        DescribedPredicate<JavaClass> edge = simpleNameEndingWith("Main");
        DescribedPredicate<JavaClass> watchdog =
                name("io.orderpipeline.localstack.ParentWatchdog").forSubtype();
        noClasses()
                .that(not(edge.or(watchdog)))
                .should()
                .callMethod(System.class, "exit", int.class)
                .because("only a main class knows that no other code needs the JVM")
                .check(CLASSES);
        noClasses()
                .that(not(edge))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("a class that is given its stream can be tested")
                .check(CLASSES);
    }

    @Test
    void should_halt_only_on_a_second_signal_and_when_the_parent_ends() {
        noClasses()
                .that(not(name("io.orderpipeline.common.cli.StopSignal")
                        .or(name("io.orderpipeline.localstack.ParentWatchdog"))
                        .forSubtype()))
                .should()
                .callMethod(Runtime.class, "halt", int.class)
                .because("a halt skips every clean stop")
                .check(CLASSES);
    }

    private static ArchRule onlyUseOfOurs(String[] packages, String... allowed) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .dependOnClassesThat(ours().and(not(resideInAnyPackage(allowed))));
    }

    private static DescribedPredicate<JavaClass> ours() {
        return resideInAPackage(OURS);
    }

    private static String packageOf(Path source) {
        return read(source)
                .lines()
                .filter(line -> line.startsWith("package "))
                .findFirst()
                .map(line -> line.replaceAll("package |;", ""))
                .orElse("");
    }

    private static String read(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> sources(String module, String... folders) {
        return Stream.of(folders)
                .map(folder -> ROOT.resolve(module).resolve(folder))
                .filter(Files::isDirectory)
                .flatMap(ArchitectureTest::javaFiles)
                .toList();
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From the class path's io/orderpipeline entries: an import by package name would scan every library. */
    private static JavaClasses load() {
        try {
            ClassLoader loader = ArchitectureTest.class.getClassLoader();
            return new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(location -> !location.contains("jmh_generated"))
                    .importUrls(Collections.list(loader.getResources("io/orderpipeline")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
