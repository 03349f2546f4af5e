package io.orderpipeline.consumer.http;

import io.orderpipeline.common.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.jetty.http.HttpStatus;

/** Serves the files of the dashboard, all from the jar; only the paths in this list exist. */
final class DashboardAssets {

    private static final Map<String, String> RESOURCES = Map.of(
            "/", "index.html",
            "/style.css", "style.css",
            "/favicon.svg", "favicon.svg",
            "/app.js", "app.js",
            "/charts.js", "charts.js",
            "/tables.js", "tables.js",
            "/format.js", "format.js",
            "/chart.umd.js", chartJs());

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

    private static String chartJs() {
        Properties versions = new Properties();
        try {
            versions.load(new ByteArrayInputStream(read("webjars.properties")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "/META-INF/resources/webjars/chart.js/" + versions.getProperty("chart.js") + "/dist/chart.umd.js";
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
