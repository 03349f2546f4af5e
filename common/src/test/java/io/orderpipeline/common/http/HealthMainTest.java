package io.orderpipeline.common.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthMainTest {

    /** The first answer of a server that loads its classes on a busy machine is late. */
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private static final String TOKEN = "0123456789abcdef";

    @TempDir
    private Path folder;

    @Test
    void should_distinguish_healthy_from_unhealthy_programs() throws IOException {
        try (HttpServer server = server(Optional.empty())) {
            assertThat(HealthMain.isHealthy(URI.create(server.url() + "well"), null, LIMIT))
                    .isTrue();
            assertThat(HealthMain.isHealthy(URI.create(server.url() + "ill"), null, LIMIT))
                    .isFalse();
        }
    }

    @Test
    void should_send_the_token_of_the_file() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), TOKEN + "\n");
        try (HttpServer server = server(Optional.of(TOKEN))) {
            assertThat(HealthMain.isHealthy(URI.create(server.url() + "well"), file, LIMIT))
                    .isTrue();
            assertThat(HealthMain.isHealthy(URI.create(server.url() + "well"), null, LIMIT))
                    .isFalse();
        }
    }

    @Test
    void should_report_an_unreachable_program_as_unhealthy() throws IOException {
        HttpServer gone = server(Optional.empty());
        URI url = URI.create(gone.url());
        gone.close();

        assertThat(HealthMain.isHealthy(url, null, LIMIT)).isFalse();
    }

    private static HttpServer server(Optional<String> token) throws IOException {
        HttpServer server = new HttpServer(
                new HttpConfig("127.0.0.1", 0, false, token), (path, response, callback) -> HttpResponse.text(
                                path.equals("/well") ? HttpStatus.OK_200 : HttpStatus.SERVICE_UNAVAILABLE_503, path)
                        .send(response, callback));
        server.start();
        return server;
    }
}
