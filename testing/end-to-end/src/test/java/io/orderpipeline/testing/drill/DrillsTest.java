package io.orderpipeline.testing.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.testing.drill.DrillContext.Load;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class DrillsTest {

    @Test
    void should_be_found_by_unique_names() {
        assertThat(Drills.ALL).extracting(Drill::name).doesNotHaveDuplicates().allMatch(name -> Drills.find(name)
                .isPresent());
    }

    @Test
    void should_turn_an_unexpected_exception_into_a_finding() {
        Drill drill = Drill.of("any", "none", context -> {});

        DrillResult result = drill.run(null, new Load(1, 1, Load.Mode.SHORT), DrillSetup.DEFAULT, line -> {});

        assertThat(result.drill()).isEqualTo("any");
        assertThat(result.findings()).singleElement().asString().startsWith("java.lang.NullPointerException");
    }

    @Test
    void should_all_be_described_in_the_documentation() throws IOException {
        String page = Files.readString(Path.of("..", "..", "docs", "fault-injection.md"));

        assertThat(Drills.ALL).allSatisfy(drill -> assertThat(page)
                .as("a row with the result of a run, or where it is")
                .containsPattern("\\| `" + drill.name()
                        + "` \\|[^|]+\\|[^|]+\\| (PASS, [0-9]|see \\[what was run]\\(compatibility\\.md#)"));
        assertThat(page).contains(MalformedKinds.ALL.size() + " kinds");
    }
}
