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
    void should_use_the_running_java_when_it_is_17() throws IOException {
        Path running = java("running", "17.0.15");
        java("places/other", "17.0.2");

        assertThat(javaHome(running, Map.of()).forCassandra(Optional.empty())).isEqualTo(running);
    }

    @Test
    void should_prefer_the_option_to_the_running_java() throws IOException {
        Path asked = java("asked", "17.0.2");

        assertThat(javaHome(java("running", "17.0.15"), Map.of()).forCassandra(Optional.of(asked)))
                .isEqualTo(asked);
    }

    @Test
    void should_prefer_the_environment_to_the_well_known_folders() throws IOException {
        Path named = java("named", "17.0.2");
        java("places/other", "17.0.3");

        assertThat(javaHome(java("running", "25.0.1"), Map.of("JAVA17_HOME", named.toString()))
                        .forCassandra(Optional.empty()))
                .isEqualTo(named);
    }

    @Test
    void should_search_the_well_known_folders_last() throws IOException {
        java("places/a-jdk-21", "21.0.1");
        Path found = java("places/b-jdk-17", "17");

        assertThat(javaHome(java("running", "25"), Map.of()).forCassandra(Optional.empty()))
                .isEqualTo(found);
    }

    @Test
    void should_reject_another_java_version_in_the_option() throws IOException {
        Path asked = java("asked", "25.0.1");

        assertThatThrownBy(() -> javaHome(java("running", "17"), Map.of()).forCassandra(Optional.of(asked)))
                .hasMessage("cassandra: needs Java 17, --cassandra-java " + asked
                        + " is Java 25: name the home of a JDK 17");
    }

    @Test
    void should_reject_another_java_version_in_the_environment_when_it_is_needed() throws IOException {
        Path named = java("named", "21.0.1");
        java("places/b-jdk-17", "17");
        Map<String, String> environment = Map.of("JAVA17_HOME", named.toString());

        assertThatThrownBy(() -> javaHome(java("running", "25"), environment).forCassandra(Optional.empty()))
                .hasMessage(
                        "cassandra: needs Java 17, JAVA17_HOME " + named + " is Java 21: name the home of a JDK 17");
        Path running = java("running", "17");
        assertThat(javaHome(running, environment).forCassandra(Optional.empty()))
                .isEqualTo(running);
    }

    @Test
    void should_reject_a_folder_without_a_java() throws IOException {
        assertThatThrownBy(() -> javaHome(java("running", "17"), Map.of()).forCassandra(Optional.of(folder)))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("is no Java home");
    }

    @Test
    void should_say_what_to_do_without_a_java_17() throws IOException {
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
