package io.orderpipeline.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JavaHomeTest {

    @TempDir
    private Path folder;

    @Test
    void the_running_java_is_taken_when_it_fits() throws IOException {
        Path running = java("running", "17.0.15");
        java("places/other", "17.0.2");

        assertThat(javaHome(running, Map.of()).forCassandra(Optional.empty())).isEqualTo(running);
    }

    @Test
    void what_the_option_names_wins_over_the_running_java() throws IOException {
        Path asked = java("asked", "17.0.2");

        assertThat(javaHome(java("running", "17.0.15"), Map.of()).forCassandra(Optional.of(asked)))
                .isEqualTo(asked);
    }

    @Test
    void the_environment_is_asked_before_the_well_known_places() throws IOException {
        Path named = java("named", "17.0.2");
        java("places/other", "17.0.3");

        assertThat(javaHome(java("running", "25.0.1"), Map.of("JAVA17_HOME", named.toString()))
                        .forCassandra(Optional.empty()))
                .isEqualTo(named);
    }

    @Test
    void the_well_known_places_are_searched_last() throws IOException {
        java("places/a-jdk-21", "21.0.1");
        Path found = java("places/b-jdk-17", "17");

        assertThat(javaHome(java("running", "25"), Map.of()).forCassandra(Optional.empty()))
                .isEqualTo(found);
    }

    @Test
    void a_wrong_java_named_by_the_option_is_refused() throws IOException {
        Path asked = java("asked", "25.0.1");

        assertThatThrownBy(() -> javaHome(java("running", "17"), Map.of()).forCassandra(Optional.of(asked)))
                .hasMessage("cassandra: needs Java 17, --cassandra-java " + asked
                        + " is Java 25: name the home of a JDK 17");
    }

    @Test
    void a_folder_without_a_java_is_refused() throws IOException {
        assertThatThrownBy(() -> javaHome(java("running", "17"), Map.of()).forCassandra(Optional.of(folder)))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("is no Java home");
    }

    @Test
    void no_fitting_java_at_all_is_one_line_that_says_what_to_do() throws IOException {
        Path running = java("running", "25.0.1");

        assertThatThrownBy(() -> javaHome(running, Map.of()).forCassandra(Optional.empty()))
                .hasMessage("cassandra: needs Java 17, this is Java 25 and no other was found: install a JDK 17,"
                        + " then name its home with --cassandra-java or in JAVA17_HOME");
    }

    private JavaHome javaHome(Path running, Map<String, String> environment) {
        return new JavaHome(running, environment, List.of(folder.resolve("places")));
    }

    private Path java(String name, String version) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        Files.writeString(home.resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
        return home;
    }
}
