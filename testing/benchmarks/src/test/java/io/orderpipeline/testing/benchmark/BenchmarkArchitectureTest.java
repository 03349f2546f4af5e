package io.orderpipeline.testing.benchmark;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** What the other modules are held to by their ArchitectureTest, which cannot see the module that sees them all. */
final class BenchmarkArchitectureTest {

    private static final String BENCHMARK = "io.orderpipeline.testing.benchmark..";
    private static final String CONTENDERS = "io.orderpipeline.testing.benchmark.contender..";
    private static final String STEPS = "io.orderpipeline.testing.benchmark.micro..";

    private static final JavaClasses CLASSES = ours();

    @Test
    void should_see_the_benchmarks_and_what_they_measure() {
        for (String module :
                new String[] {"testing.benchmark", "producer", "consumer", "localstack", "testing.process"}) {
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
    void should_be_known_to_nobody() {
        noClasses()
                .that(not(resideInAPackage(BENCHMARK)))
                .should()
                .dependOnClassesThat(resideInAPackage(BENCHMARK))
                .because("what is measured must not know that it is")
                .check(CLASSES);
    }

    @Test
    void should_keep_references_free_of_our_consumer() {
        noClasses()
                .that(resideInAPackage(CONTENDERS).and(not(JavaClass.Predicates.simpleNameStartingWith("Latency"))))
                .should()
                .dependOnClassesThat(resideInAPackage("io.orderpipeline.consumer.."))
                .because("a reference that shares code with us would get slower and faster with us")
                .check(CLASSES);
    }

    @Test
    void should_exit_and_print_only_at_the_edge() {
        var inside =
                resideInAPackage(BENCHMARK).and(not(resideInAPackage(STEPS))).and(not(simpleNameEndingWith("Main")));
        noClasses()
                .that(inside)
                .should()
                .callMethod(System.class, "exit", int.class)
                .orShould()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("who is given a stream can be tested")
                .check(CLASSES);
    }

    /** By their place on the class path: to ask for the package would look through every library for it. */
    private static JavaClasses ours() {
        try {
            ClassLoader loader = BenchmarkArchitectureTest.class.getClassLoader();
            return new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importUrls(Collections.list(loader.getResources("io/orderpipeline")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
