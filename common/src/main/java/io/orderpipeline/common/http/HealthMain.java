package io.orderpipeline.common.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Asks a program that runs beside it how it is: {@code java -cp consumer.jar io.orderpipeline.common.http.HealthMain
 * http://127.0.0.1:8080/readyz [TOKEN_FILE]}. For images that have no shell and no curl. It is run every few seconds,
 * so it loads nothing but itself.
 */
public final class HealthMain {

    private static final Duration LIMIT = Duration.ofSeconds(3);

    private HealthMain() {}

    public static void main(String[] arguments) throws IOException {
        if (arguments.length < 1 || arguments.length > 2) {
            System.err.println("health: give a URL, and the file of the token where one is needed");
            System.exit(2);
        }
        System.exit(
                isWell(URI.create(arguments[0]), arguments.length == 2 ? Path.of(arguments[1]) : null, LIMIT) ? 0 : 1);
    }

    /** @param tokenFile null for none */
    static boolean isWell(URI url, Path tokenFile, Duration limit) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.toURL().openConnection();
        connection.setConnectTimeout((int) limit.toMillis());
        connection.setReadTimeout((int) limit.toMillis());
        if (tokenFile != null) {
            connection.setRequestProperty(
                    "Authorization", "Bearer " + Files.readString(tokenFile).strip());
        }
        try {
            boolean well = connection.getResponseCode() == HttpURLConnection.HTTP_OK;
            System.out.println(body(well ? connection.getInputStream() : connection.getErrorStream()));
            return well;
        } catch (IOException e) {
            System.out.println(url + ": " + e.getMessage());
            return false;
        } finally {
            connection.disconnect();
        }
    }

    private static String body(InputStream answer) throws IOException {
        return answer == null ? "" : new String(answer.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
