package io.orderpipeline.consumer.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.http.HttpResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.eclipse.jetty.http.HttpStatus;

/** Serves the files of the dashboard, all from the jar; only the paths in this list exist. */
final class DashboardAssets {

    private static final String JAVASCRIPT = "text/javascript; charset=utf-8";

    private static final Map<String, Asset> BY_PATH = Map.of(
            "/", new Asset("index.html", "text/html; charset=utf-8"),
            "/style.css", new Asset("style.css", "text/css; charset=utf-8"),
            "/favicon.svg", new Asset("favicon.svg", "image/svg+xml"),
            "/app.js", new Asset("app.js", JAVASCRIPT),
            "/charts.js", new Asset("charts.js", JAVASCRIPT),
            "/tables.js", new Asset("tables.js", JAVASCRIPT),
            "/format.js", new Asset("format.js", JAVASCRIPT),
            "/chart.umd.js", new Asset(chartJs(), JAVASCRIPT));

    private record Asset(String resource, String contentType) {}

    private DashboardAssets() {}

    static Optional<HttpResponse> find(String path) {
        return Optional.ofNullable(BY_PATH.get(path))
                .map(asset -> HttpResponse.of(HttpStatus.OK_200, asset.contentType(), read(asset.resource())));
    }

    private static String chartJs() {
        Properties versions = new Properties();
        try (Reader reader = new InputStreamReader(open("webjars.properties"), UTF_8)) {
            versions.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return "/META-INF/resources/webjars/chart.js/" + versions.getProperty("chart.js") + "/dist/chart.umd.js";
    }

    private static byte[] read(String resource) {
        try (InputStream stream = open(resource)) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(String resource) {
        InputStream stream = DashboardAssets.class.getResourceAsStream(resource);
        if (stream == null) {
            throw new IllegalStateException("the jar does not contain " + resource);
        }
        return stream;
    }
}
