package io.orderpipeline.testing.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleNameEndingWith;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.junit.jupiter.api.Test;

/**
 * The structure of all modules, held by rules: each is one that somebody relies on, and says so when it is broken. The
 * benchmarks, which stand on this module, have a test of their own.
 */
final class ArchitectureTest {

    private static final String OURS = "io.orderpipeline..";
    private static final String COMMON = "io.orderpipeline.common..";
    private static final String PRODUCER = "io.orderpipeline.producer..";
    private static final String CONSUMER = "io.orderpipeline.consumer..";
    private static final String STACK = "io.orderpipeline.localstack..";

    /** Creates the clients and the session, and hands them on. */
    private static final DescribedPredicate<JavaClass> COMPOSITION_ROOT = name("io.orderpipeline.consumer.ConsumerApp")
            .or(name("io.orderpipeline.consumer.verify.VerifyCommand"))
            .forSubtype();

    /** Reads topic and table by plain clients, to judge what the programs have done. */
    private static final DescribedPredicate<JavaClass> SECOND_READING =
            name("io.orderpipeline.testing.oracle.TopicContents")
                    .or(name("io.orderpipeline.testing.oracle.TableContents"))
                    .forSubtype();

    private static final JavaClasses CLASSES = ours();

    @Test
    void should_see_the_classes_of_every_module() {
        for (String module : new String[] {
            "common.order", "producer", "consumer", "localstack", "testing.demo", "testing.oracle", "testing.drill"
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
    void should_keep_common_free_of_what_stands_on_it() {
        onlyUseOfOurs(new String[] {COMMON}, COMMON).check(CLASSES);
    }

    @Test
    void should_keep_producer_and_consumer_apart() {
        onlyUseOfOurs(new String[] {PRODUCER}, COMMON, PRODUCER).check(CLASSES);
        onlyUseOfOurs(new String[] {CONSUMER}, COMMON, CONSUMER).check(CLASSES);
    }

    @Test
    void should_let_the_local_stack_stand_alone() {
        onlyUseOfOurs(new String[] {STACK}, STACK).check(CLASSES);
    }

    @Test
    void should_judge_the_programs_by_no_code_of_theirs() {
        String testing = "io.orderpipeline.testing..";
        onlyUseOfOurs(new String[] {testing}, testing, "io.orderpipeline.common.cli", STACK)
                .check(CLASSES);
    }

    @Test
    void should_touch_a_kafka_consumer_only_where_one_thread_owns_it() {
        noClasses()
                .that(not(resideInAnyPackage("io.orderpipeline.consumer.pipeline", "io.orderpipeline.consumer.kafka"))
                        .and(not(COMPOSITION_ROOT))
                        .and(not(SECOND_READING)))
                .should()
                .dependOnClassesThat()
                .areAssignableTo(KafkaConsumer.class)
                .because("a KafkaConsumer belongs to one thread, and consumer.pipeline is where that is seen to")
                .check(CLASSES);
    }

    @Test
    void should_keep_driver_types_with_those_who_talk_to_cassandra() {
        DescribedPredicate<JavaClass> allowed = resideInAnyPackage("io.orderpipeline.consumer.cassandra..", STACK)
                .or(COMPOSITION_ROOT)
                .or(SECOND_READING)
                .or(name("io.orderpipeline.testing.demo.RowCounter").forSubtype());
        noClasses()
                .that(not(allowed))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.datastax..")
                .because("the rest must not know which database it is")
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
                .because("only a main class knows that nobody else needs the virtual machine")
                .check(CLASSES);
        noClasses()
                .that(not(edge))
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .because("who is given a stream can be tested")
                .check(CLASSES);
    }

    @Test
    void should_halt_only_on_a_second_signal_and_at_the_end_of_the_parent_process() {
        noClasses()
                .that(not(name("io.orderpipeline.common.cli.StopSignal")
                        .or(name("io.orderpipeline.localstack.ParentWatchdog"))
                        .forSubtype()))
                .should()
                .callMethod(Runtime.class, "halt", int.class)
                .because("a halt skips every orderly end")
                .check(CLASSES);
    }

    private static ArchRule onlyUseOfOurs(String[] packages, String... allowed) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .dependOnClassesThat(resideInAPackage(OURS).and(not(resideInAnyPackage(allowed))));
    }

    /** By their place on the class path: to ask for the package would look through every library for it. */
    private static JavaClasses ours() {
        try {
            ClassLoader loader = ArchitectureTest.class.getClassLoader();
            return new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importUrls(Collections.list(loader.getResources("io/orderpipeline")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
