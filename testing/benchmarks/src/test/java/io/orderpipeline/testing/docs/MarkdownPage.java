package io.orderpipeline.testing.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Markdown page of the repository: its headings, links, table rows and prose, without the contents of code blocks.
 *
 * @param lines outside code blocks
 */
record MarkdownPage(Path file, List<Line> lines) {

    static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();

    private static final Pattern HEADING = Pattern.compile("(#+) (.*)");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)|href=\"([^\"]+)\"|src=\"([^\"]+)\"");
    private static final Pattern CELL_BORDER = Pattern.compile("(?<!\\\\)\\|");

    /**
     * @param number from 1
     * @param section heading above the line
     * @param chapter heading of the second level above the line
     */
    record Line(int number, String text, String section, String chapter) {

        boolean isTableRow() {
            return text.startsWith("|");
        }

        /** Cells of a table row without their code marks. */
        List<String> cells() {
            return Stream.of(CELL_BORDER.split(text, -1))
                    .skip(1)
                    .map(cell -> cell.strip().replace("`", ""))
                    .toList();
        }
    }

    static MarkdownPage read(String path) {
        Path file = ROOT.resolve(path);
        List<Line> lines = new ArrayList<>();
        String section = "";
        String chapter = "";
        boolean isCode = false;
        int number = 0;
        for (String text : text(file).lines().toList()) {
            number++;
            boolean isFence = text.strip().startsWith("```");
            isCode ^= isFence;
            Matcher heading = HEADING.matcher(text);
            if (!isCode && heading.matches()) {
                section = heading.group(2).replace("`", "");
                chapter = heading.group(1).length() <= 2 ? section : chapter;
            }
            if (!isCode && !isFence) {
                lines.add(new Line(number, text, section, chapter));
            }
        }
        return new MarkdownPage(file, List.copyOf(lines));
    }

    /** README.md, CONTRIBUTING.md, CHANGELOG.md and all pages of docs. */
    static List<MarkdownPage> all() {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md"),
                            docs.map(file -> ROOT.relativize(file).toString())
                                    .filter(name -> name.endsWith(".md"))
                                    .sorted())
                    .map(MarkdownPage::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of each table, its heading included. */
    List<List<Line>> tables() {
        List<List<Line>> tables = new ArrayList<>();
        int last = -1;
        for (Line line : lines) {
            if (line.isTableRow()) {
                if (line.number() != last + 1) {
                    tables.add(new ArrayList<>());
                }
                tables.get(tables.size() - 1).add(line);
                last = line.number();
            }
        }
        return tables;
    }

    /** Targets of links within the repository, an anchor included. */
    List<String> relativeLinks() {
        return lines.stream()
                .flatMap(line -> LINK.matcher(line.text()).results())
                .map(MarkdownPage::target)
                .filter(target -> !target.matches("[a-z]+:.*"))
                .toList();
    }

    private static String target(MatchResult link) {
        return Stream.of(1, 2, 3)
                .map(link::group)
                .filter(group -> group != null)
                .findFirst()
                .orElseThrow();
    }

    /** Anchors of the headings, by GitHub's rule. */
    Set<String> anchors() {
        Map<String, Integer> seen = new HashMap<>();
        return lines.stream()
                .map(line -> HEADING.matcher(line.text()))
                .filter(Matcher::matches)
                .map(heading -> slug(heading.group(2)))
                .map(slug -> seen.merge(slug, 1, Integer::sum) == 1 ? slug : slug + "-" + (seen.get(slug) - 1))
                .collect(Collectors.toSet());
    }

    private static String slug(String heading) {
        return heading.replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N} _-]", "")
                .strip()
                .replace(' ', '-');
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
