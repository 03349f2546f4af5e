package io.orderpipeline.testing.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the explanations of the alerts on the dashboard to docs/operations.md. */
final class AlertHelpTest {

    private static final Path HELP =
            MarkdownPage.ROOT.resolve("consumer/src/main/resources/io/orderpipeline/consumer/http/alert-help.js");

    @Test
    void should_explain_each_built_in_alert_in_the_words_of_the_documentation() throws IOException {
        String help = Files.readString(HELP).replace("`", "");
        List<List<String>> alerts = MarkdownPage.read("docs/operations.md").lines().stream()
                .filter(line -> line.isTableRow() && line.section().equals("Health and alerts"))
                .map(MarkdownPage.Line::cells)
                .filter(cells -> cells.get(0).matches("[a-z][a-z-]+"))
                .toList();

        assertThat(alerts).as("rows of built-in alerts").isNotEmpty();
        for (List<String> cells : alerts) {
            assertThat(help)
                    .contains("\"%s\": {\n    meaning: \"%s\",\n    action: \"%s\","
                            .formatted(cells.get(0), cells.get(2), cells.get(3)));
        }
    }
}
