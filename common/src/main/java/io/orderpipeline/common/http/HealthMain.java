package io.orderpipeline.common.http;

import io.orderpipeline.common.cli.ErrorText;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Health check of a running program: {@code java -cp consumer.jar io.orderpipeline.common.http.HealthMain
 * http://127.0.0.1:8080/readyz [TOKEN_FILE]}. For images without a shell and curl. Runs every few seconds, so
 * that it uses JDK classes only.
 */
final class HealthMain {

    private static final Duration LIMIT = Duration.ofSeconds(3);

    private HealthMain() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 1 || arguments.length > 2) {
            System.err.println("health: usage: URL [TOKEN_FILE]");
            System.exit(2);
        }
        System.exit(
                isHealthy(URI.create(arguments[0]), arguments.length == 2 ? Path.of(arguments[1]) : null, LIMIT)
                        ? 0
                        : 1);
    }

    /** @param tokenFile null for none */
    static boolean isHealthy(URI url, Path tokenFile, Duration limit) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        connection.setConnectTimeout((int) limit.toMillis());
        connection.setReadTimeout((int) limit.toMillis());
        if (tokenFile != null) {
            connection.setRequestProperty(
                    "Authorization", "Bearer " + Files.readString(tokenFile).strip());
        }
        try {
            boolean healthy = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            System.out.println(body(healthy ? connection.getInputStream() : connection.getErrorStream()));
            return healthy;
        } catch (IOException e) {
            System.out.println(url + ": " + ErrorText.of(e));
            return false;
        } finally {
            connection.disconnect();
        }
    }

    private static String body(InputStream response) throws IOException {
        return response == null ? "" : new String(response.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
