package io.orderpipeline.consumer.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.http.HttpConfig;
import io.orderpipeline.consumer.monitoring.EventTimeline;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderEndpointTest {

    private final HttpClient client = HttpClient.newHttpClient();
    private DashboardServer server;

    @BeforeEach
    void start() throws IOException {
        server = new DashboardServer(
                new HttpConfig("127.0.0.1", 0, true, Optional.empty()),
                new DashboardServer.Sources(new EventTimeline(() -> Instant.EPOCH), Map::of, Map::of, List::of),
                () -> Instant.EPOCH);
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void should_ask_to_come_back_before_the_servers_are_connected() throws Exception {
        HttpResponse<String> response = get("a");

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).isEqualTo("starting\n");
        assertThat(response.headers().firstValue("retry-after")).hasValue("1");
    }

    @ParameterizedTest
    @CsvSource({
        "a-1, a-1",
        "a%20b, a b",
        "a+b, a+b",
        "caf%C3%A9, café",
        "a/b, a/b",
        "a%2Fb, a/b",
        "100%25, 100%",
        "a%5Cb, a\\b",
        "%3Cimg%3E, <img>"
    })
    void should_answer_for_the_id_in_the_path(String path, String id) throws Exception {
        server.answerQueries(asked -> ("{\"id\":\"" + asked + "\"}").getBytes(UTF_8));

        HttpResponse<String> response = get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"id\":\"" + id + "\"}");
        assertThat(response.headers().firstValue("content-type")).hasValue("application/json; charset=utf-8");
        assertThat(response.headers().firstValue("content-security-policy")).isPresent();
    }

    @Test
    void should_say_in_one_line_what_is_wrong_with_an_id() throws Exception {
        server.answerQueries(asked -> {
            throw UserError.badUsage("ID must not be blank");
        });

        HttpResponse<String> response = get("%20");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body()).isEqualTo("ID must not be blank\n");
        assertThat(response.headers().firstValue("retry-after")).isEmpty();
    }

    @Test
    void should_say_in_one_line_why_it_cannot_answer_now_and_answer_later() throws Exception {
        server.answerQueries(asked -> {
            throw UserError.failed("no answer from the broker");
        });
        HttpResponse<String> response = get("a");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).isEqualTo("no answer from the broker\n");
        assertThat(response.headers().firstValue("retry-after")).hasValue("1");

        server.answerQueries(asked -> {
            throw new IllegalStateException("broken");
        });
        assertThat(get("a").statusCode()).isEqualTo(503);

        server.answerQueries(asked -> new byte[] {'{', '}'});
        assertThat(get("a").statusCode()).isEqualTo(200);
    }

    @Test
    void should_answer_in_words_after_an_unexpected_error() throws Exception {
        server.answerQueries(asked -> {
            throw new IllegalStateException();
        });
        assertThat(get("a").body()).isEqualTo("the order cannot be looked up now: illegal state\n");

        server.answerQueries(asked -> {
            throw new AssertionError("java.lang.StackOverflowError: too deep");
        });
        HttpResponse<String> response = get("a");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.body()).isEqualTo("the order cannot be looked up now: too deep\n");

        server.answerQueries(asked -> new byte[] {'{', '}'});
        assertThat(get("a").statusCode()).isEqualTo(200);
    }

    @Test
    void should_search_for_one_order_at_a_time_and_serve_everything_else() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        server.answerQueries(asked -> {
            started.countDown();
            end.await();
            return new byte[] {'{', '}'};
        });
        CompletableFuture<HttpResponse<String>> first =
                client.sendAsync(request("api/orders/a"), BodyHandlers.ofString());
        started.await();

        HttpResponse<String> second = get("b");

        assertThat(second.statusCode()).isEqualTo(429);
        assertThat(second.body().lines()).hasSize(1);
        assertThat(second.headers().firstValue("retry-after")).hasValue("1");
        assertThat(client.send(request("healthz"), BodyHandlers.ofString()).statusCode())
                .isEqualTo(200);
        end.countDown();
        assertThat(first.get().statusCode()).isEqualTo(200);
        assertThat(get("b").statusCode()).isEqualTo(200);
    }

    @Test
    void should_end_a_search_when_the_program_ends() throws Exception {
        CountDownLatch started = new CountDownLatch(1);
        CompletableFuture<Void> interrupted = new CompletableFuture<>();
        server.answerQueries(asked -> {
            started.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.complete(null);
                throw e;
            }
            return new byte[0];
        });
        var unused = client.sendAsync(request("api/orders/a"), BodyHandlers.ofString());
        started.await();

        server.close();

        interrupted.get();
    }

    private HttpResponse<String> get(String id) throws IOException, InterruptedException {
        return client.send(request("api/orders/" + id), BodyHandlers.ofString());
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create(server.url().orElseThrow() + path))
                .timeout(Duration.ofSeconds(20))
                .build();
    }
}
