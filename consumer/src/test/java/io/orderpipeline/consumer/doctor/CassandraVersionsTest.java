package io.orderpipeline.consumer.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CassandraVersionsTest {

    private static final Path COMPATIBILITY = Path.of("..", "docs", "compatibility.md");
    private static final String ROW = "| Cassandra | ";

    @ParameterizedTest
    @ValueSource(strings = {"5.0.9", "5.0.0", "5.0-rc1", "4.1.10", "4.0.19", "4.0.0.6816"})
    void should_accept_tested_releases(String version) {
        assertThat(CassandraVersions.tooOld(List.of(version))).isEmpty();
        assertThat(CassandraVersions.untested(List.of(version))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.0.0", "5.1-SNAPSHOT", "4.10.1", "3.11.19", "3.0.30", "3.0.8", "unknown"})
    void should_warn_of_other_releases(String version) {
        assertThat(CassandraVersions.tooOld(List.of(version))).isEmpty();
        assertThat(CassandraVersions.untested(List.of(version))).hasValueSatisfying(warning -> assertThat(warning)
                .startsWith("Cassandra " + version + " is not tested, 5.0, 4.1, 4.0 are"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2.2.19", "2.1.22", "1.2.19"})
    void should_reject_releases_without_what_the_consumer_reads(String version) {
        assertThat(CassandraVersions.tooOld(List.of(version))).hasValueSatisfying(reason -> assertThat(reason)
                .startsWith("Cassandra " + version + " is too old")
                .contains("upgrade it to one of 5.0, 4.1, 4.0"));
    }

    @Test
    void should_name_only_the_nodes_with_another_version() {
        assertThat(CassandraVersions.tooOld(List.of("2.2.19", "4.0.19")))
                .hasValueSatisfying(reason -> assertThat(reason).startsWith("Cassandra 2.2.19 is too old"));
        assertThat(CassandraVersions.untested(List.of("3.11.19", "4.0.19", "6.0.0")))
                .hasValueSatisfying(
                        warning -> assertThat(warning).startsWith("Cassandra 3.11.19, 6.0.0 is not tested"));
    }

    @Test
    void should_have_the_releases_that_passed_according_to_the_documentation() throws IOException {
        List<String> passed = Files.readAllLines(COMPATIBILITY).stream()
                .filter(line -> line.startsWith(ROW))
                .flatMap(line -> List.of(line.replaceAll("[| ]|Cassandra", "").split(",")).stream())
                .toList();

        assertThat(passed).isNotEmpty();
        assertThat(CassandraVersions.untested(passed)).isEmpty();
        assertThat(List.of("5.0", "4.1", "4.0"))
                .allMatch(release -> passed.stream().anyMatch(version -> version.startsWith(release + ".")));
    }
}
