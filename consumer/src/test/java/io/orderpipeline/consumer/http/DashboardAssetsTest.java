package io.orderpipeline.consumer.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardAssetsTest {

    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]+)\"|from \"([^\"]+)\"");

    @ParameterizedTest
    @ValueSource(strings = {"/", "/app.js", "/charts.js", "/tables.js", "/format.js"})
    void should_refer_only_to_files_in_the_jar(String path) {
        Matcher references = REFERENCE.matcher(text(path));
        while (references.find()) {
            String reference = references.group(1) == null ? references.group(2) : references.group(1);
            assertThat(DashboardAssets.find(reference)).as(reference).isPresent();
        }
    }

    @Test
    void should_contain_the_chart_library() {
        assertThat(text("/chart.umd.js")).contains("Chart.js");
    }

    /** Data of orders is set as text, and the content security policy forbids inline scripts and styles. */
    @ParameterizedTest
    @ValueSource(strings = {"/", "/app.js", "/charts.js", "/tables.js", "/format.js"})
    void should_never_insert_text_as_markup(String path) {
        assertThat(text(path))
                .doesNotContain("innerHTML", "insertAdjacentHTML", "outerHTML", "document.write", "style=", " onclick");
    }

    private static String text(String path) {
        return UTF_8.decode(DashboardAssets.find(path).orElseThrow().body().duplicate())
                .toString();
    }
}
