package io.orderpipeline.testing.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.InvalidReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Holds the pages to each other and to the code that they describe. In this module, which sees all others. */
final class DocumentationTest {

    /** The names of our own metrics; {@code _total} is added to counters when they are exported. */
    private static final Pattern METRIC =
            Pattern.compile("\"(rebalances|(?:orders?|alerts|pipeline|partition|consumer|write)(?:_[a-z]+)+)\"");

    /** Where they are defined. */
    private static final Pattern DEFINES_METRICS =
            Pattern.compile("import io\\.prometheus\\.metrics\\.model|enum Counter");

    private static final Pattern LINE_LIMIT = Pattern.compile("\\[\\*\\.(\\w+)]|max_line_length = (\\d+)");

    @Test
    void should_link_to_pages_and_headings_that_exist() {
        assertThat(MarkdownPage.all()).allSatisfy(page -> assertThat(page.relativeLinks())
                .as(page.file().toString())
                .allMatch(link -> resolves(page, link)));
    }

    /** A row without a heading above it is shown as text. */
    @Test
    void should_begin_every_table_with_a_heading() {
        for (MarkdownPage page : MarkdownPage.all()) {
            assertThat(page.tables())
                    .as(page.file().toString())
                    .allMatch(table -> table.size() > 1 && table.get(1).text().matches("[|:-]+"));
        }
    }

    @Test
    void should_list_every_design_decision_in_the_contents() {
        MarkdownPage page = MarkdownPage.read("docs/design-decisions.md");

        List<String> decisions = page.anchors().stream()
                .filter(anchor -> anchor.startsWith("why-"))
                .map(anchor -> "#" + anchor)
                .toList();
        assertThat(decisions).isNotEmpty();
        assertThat(page.relativeLinks()).containsAll(decisions);
    }

    @Test
    void should_describe_every_dead_letter_reason() {
        Set<String> documented = firstCells("docs/data-format.md", "Dead-letter reasons");

        assertThat(documented)
                .containsExactlyInAnyOrderElementsOf(Stream.of(InvalidReason.values())
                        .map(InvalidReason::code)
                        .toList());
    }

    @Test
    void should_describe_every_metric_of_each_program() throws IOException {
        assertThat(metrics("consumer")).isEqualTo(documentedMetrics("Consumer metrics"));
        assertThat(metrics("producer")).isEqualTo(documentedMetrics("Producer metrics"));
    }

    @Test
    void should_keep_lines_of_prose_within_the_limit() {
        int limit = limit("md");

        for (MarkdownPage page : MarkdownPage.all()) {
            assertThat(page.lines())
                    .as(page.file().toString())
                    .filteredOn(line -> !line.isTableRow())
                    .allMatch(line -> length(line.text()) <= limit);
        }
    }

    @Test
    void should_keep_lines_of_java_within_the_limit() throws IOException {
        assertThat(longLines(MarkdownPage.ROOT)).isEmpty();
    }

    private static boolean resolves(MarkdownPage page, String link) {
        String[] parts = link.split("#", 2);
        Path target = parts[0].isEmpty()
                ? page.file()
                : page.file().resolveSibling(parts[0]).normalize();
        if (!Files.exists(target)) {
            return false;
        }
        return parts.length == 1
                || MarkdownPage.read(MarkdownPage.ROOT.relativize(target).toString())
                        .anchors()
                        .contains(parts[1]);
    }

    private static Set<String> firstCells(String page, String section) {
        return MarkdownPage.read(page).lines().stream()
                .filter(line -> line.isTableRow() && line.section().equals(section))
                .skip(2)
                .map(line -> line.cells().get(0))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> documentedMetrics(String section) {
        return firstCells("docs/monitoring.md", section).stream()
                .map(name -> name.replaceFirst("_total$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The names in the definitions of a program's metrics. */
    private static Set<String> metrics(String program) throws IOException {
        Set<String> names = new TreeSet<>();
        for (Path source : javaFiles(MarkdownPage.ROOT.resolve(program).resolve("src/main"))) {
            String text = MarkdownPage.text(source);
            if (DEFINES_METRICS.matcher(text).find()) {
                METRIC.matcher(text).results().forEach(metric -> names.add(metric.group(1)));
            }
        }
        return names;
    }

    private static List<String> longLines(Path folder) throws IOException {
        int limit = limit("java");
        List<String> found = new ArrayList<>();
        for (Path source : javaFiles(folder)) {
            MarkdownPage.text(source)
                    .lines()
                    .filter(line -> length(line) > limit)
                    .forEach(line -> found.add(MarkdownPage.ROOT.relativize(source) + ": " + line.strip()));
        }
        return found;
    }

    private static List<Path> javaFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("/target/"))
                    .toList();
        }
    }

    /** The limit of .editorconfig for files of that kind. */
    private static int limit(String extension) {
        String[] kind = {""};
        Optional<Integer> limit = LINE_LIMIT
                .matcher(MarkdownPage.text(MarkdownPage.ROOT.resolve(".editorconfig")))
                .results()
                .filter(match -> {
                    kind[0] = match.group(1) == null ? kind[0] : match.group(1);
                    return match.group(2) != null && kind[0].equals(extension);
                })
                .map(match -> Integer.valueOf(match.group(2)))
                .findFirst();
        return limit.orElseThrow();
    }

    private static int length(String line) {
        return line.codePointCount(0, line.length());
    }
}
