package io.orderpipeline.consumer.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DashboardAssetsTest {

    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]+)\"|from \"([^\"]+)\"");

    /** Without those of the chart library. */
    private static Stream<String> ownFiles() {
        return DashboardAssets.paths().stream().filter(path -> !path.startsWith("/uPlot"));
    }

    @ParameterizedTest
    @MethodSource("ownFiles")
    void should_refer_only_to_files_in_the_jar(String path) {
        Matcher references = REFERENCE.matcher(text(path));
        while (references.find()) {
            String reference = references.group(1) == null ? references.group(2) : references.group(1);
            assertThat(DashboardAssets.find(reference)).as(reference).isPresent();
        }
    }

    @Test
    void should_contain_the_chart_library() {
        assertThat(text("/uPlot.iife.min.js")).contains("leeoniya/uPlot");
        assertThat(text("/uPlot.min.css")).contains(".uplot");
    }

    /** Data of orders is set as text, and the content security policy forbids inline scripts and styles. */
    @ParameterizedTest
    @MethodSource("ownFiles")
    void should_never_insert_text_as_markup(String path) {
        assertThat(text(path))
                .doesNotContain("innerHTML", "insertAdjacentHTML", "outerHTML", "document.write", "style=", " onclick");
    }

    /** A partition may have several ranges. */
    @Test
    void should_count_each_searched_partition_once() {
        assertThat(text("/search.js"))
                .contains("new Set(ranges.map((range) => range.partition)).size")
                .doesNotContain("plural(ranges.length");
    }

    @Test
    void should_offer_no_command_for_an_id_that_would_be_an_option() {
        assertThat(text("/search.js")).contains("id.startsWith(\"-\") ? []");
    }

    private static String text(String path) {
        return UTF_8.decode(DashboardAssets.find(path).orElseThrow().body().duplicate())
                .toString();
    }
}
