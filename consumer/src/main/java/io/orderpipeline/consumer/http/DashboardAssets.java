package io.orderpipeline.consumer.http;

import io.orderpipeline.common.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.eclipse.jetty.http.HttpStatus;

/** Serves the files of the dashboard, all from the jar; only the paths in this list exist. */
final class DashboardAssets {

    private static final List<String> FILES = List.of(
            "alert-help.js",
            "alerts.js",
            "app.js",
            "chart-marks.js",
            "charts.js",
            "commands.js",
            "favicon.svg",
            "flow.css",
            "flow.js",
            "format.js",
            "headline.js",
            "history.js",
            "lists.js",
            "orders.js",
            "partitions.js",
            "search.js",
            "style.css",
            "tables.css",
            "tables.js");

    /** Of the chart library. */
    private static final List<String> LIBRARY_FILES = List.of("uPlot.iife.min.js", "uPlot.min.css");

    private static final Map<String, String> RESOURCES = resources();

    private DashboardAssets() {}

    static Optional<HttpResponse> find(String path) {
        return Optional.ofNullable(RESOURCES.get(path))
                .map(resource -> HttpResponse.of(HttpStatus.OK_200, contentType(resource), read(resource)));
    }

    private static String contentType(String resource) {
        return switch (resource.substring(resource.lastIndexOf('.'))) {
            case ".html" -> "text/html; charset=utf-8";
            case ".css" -> "text/css; charset=utf-8";
            case ".svg" -> "image/svg+xml";
            default -> "text/javascript; charset=utf-8";
        };
    }

    /** By path. */
    private static Map<String, String> resources() {
        Map<String, String> resources = new HashMap<>(Map.of("/", "index.html"));
        FILES.forEach(file -> resources.put("/" + file, file));
        String library = library();
        LIBRARY_FILES.forEach(file -> resources.put("/" + file, library + file));
        return Map.copyOf(resources);
    }

    static Set<String> paths() {
        return RESOURCES.keySet();
    }

    private static String library() {
        Properties versions = new Properties();
        try {
            versions.load(new ByteArrayInputStream(read("webjars.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "/META-INF/resources/webjars/uplot/" + versions.getProperty("uplot") + "/dist/";
    }

    private static byte[] read(String resource) {
        try (InputStream stream = DashboardAssets.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("the jar does not contain " + resource);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
