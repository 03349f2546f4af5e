package io.orderpipeline.testing.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class DrillsTest {

    @Test
    void should_have_names_of_their_own_that_are_found() {
        assertThat(Drills.ALL).extracting(Drill::name).doesNotHaveDuplicates().allMatch(name -> Drills.find(name)
                .isPresent());
    }

    @Test
    void should_all_stand_in_the_table_of_the_readme() throws IOException {
        String readme = Files.readString(Path.of("..", "..", "README.md"));

        assertThat(Drills.ALL).allSatisfy(drill -> assertThat(readme).contains("| `" + drill.name() + "` |"));
    }
}
