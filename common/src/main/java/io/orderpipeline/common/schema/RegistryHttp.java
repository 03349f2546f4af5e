package io.orderpipeline.common.schema;

import io.orderpipeline.common.cli.DaemonThreads;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Sends requests to the first server that responds as a schema registry does, beginning with the one that responded
 * last. Follows no redirect, which could send the credentials elsewhere. Safe for any thread.
 */
final class RegistryHttp implements AutoCloseable {

    private static final String JSON = "application/vnd.schemaregistry.v1+json";

    private final RegistryConfig config;
    private final Duration timeout;
    private final ExecutorService threads = Executors.newCachedThreadPool(DaemonThreads.named("schema-registry"));
    private final HttpClient client;
    private volatile int preferred;

    RegistryHttp(RegistryConfig config) {
        this.config = config;
        this.timeout = config.connectTimeout().plus(config.readTimeout());
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(config.connectTimeout())
                .executor(threads);
        config.tls().ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    /** Fails with a {@link RegistryException}. */
    CompletableFuture<RegistryResponse> get(String path) {
        return send(new Request(path, Optional.empty()));
    }

    /** As {@link #get}; the request may reach several servers. */
    CompletableFuture<RegistryResponse> post(String path, byte[] body) {
        return send(new Request(path, Optional.of(body)));
    }

    private record Request(String path, Optional<byte[]> body) {}

    private CompletableFuture<RegistryResponse> send(Request request) {
        return send(request, preferred, config.urls().size());
    }

    private CompletableFuture<RegistryResponse> send(Request request, int server, int serversLeft) {
        return sendTo(config.urls().get(server), request)
                .thenCompose(response -> {
                    preferred = server;
                    return response.status() == RegistryResponse.NOT_FOUND && serversLeft > 1
                            ? askNext(request, server, serversLeft, response)
                            : CompletableFuture.completedFuture(response);
                })
                .exceptionallyCompose(failure -> serversLeft > 1 && unwrap(failure) instanceof RegistryException first
                        ? sendToNext(request, server, serversLeft, first)
                        : CompletableFuture.failedFuture(unwrap(failure)));
    }

    /** Another server may have what this one, which may be a follower, does not have yet. */
    private CompletableFuture<RegistryResponse> askNext(
            Request request, int server, int serversLeft, RegistryResponse notFound) {
        return send(request, (server + 1) % config.urls().size(), serversLeft - 1)
                .exceptionally(failure -> notFound);
    }

    /** Of two failures, one that may end is the reason to wait. */
    private CompletableFuture<RegistryResponse> sendToNext(
            Request request, int server, int serversLeft, RegistryException earlier) {
        return send(request, (server + 1) % config.urls().size(), serversLeft - 1)
                .exceptionallyCompose(
                        failure -> CompletableFuture.failedFuture(earlier.isTransient() ? earlier : unwrap(failure)));
    }

    /** The timeout of the JDK's client ends with the headers; this one includes the body. */
    private CompletableFuture<RegistryResponse> sendTo(URI server, Request request) {
        CompletableFuture<HttpResponse<byte[]>> sending =
                client.sendAsync(httpRequest(server, request), headers -> new BoundedBody(RegistryResponse.BODY_BYTES));
        CompletableFuture<HttpResponse<byte[]>> bounded =
                sending.copy().orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
        return bounded.handleAsync(
                (response, failure) -> {
                    if (failure != null) {
                        sending.cancel(true);
                        throw RegistryFailure.of(server, timeout, unwrap(failure));
                    }
                    return checked(new RegistryResponse(server, response), request.path());
                },
                threads);
    }

    private HttpRequest httpRequest(URI server, Request request) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(server + request.path()))
                .header("Accept", JSON + ", application/json");
        config.authorization().ifPresent(value -> builder.header("Authorization", value));
        request.body().ifPresent(body -> builder.header("Content-Type", JSON).POST(BodyPublishers.ofByteArray(body)));
        return builder.build();
    }

    private static RegistryResponse checked(RegistryResponse response, String path) {
        RegistryFailure.of(response, path).ifPresent(failure -> {
            throw failure;
        });
        return response;
    }

    /** Without the exceptions of futures. */
    static Throwable unwrap(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? unwrap(failure.getCause())
                : failure;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
