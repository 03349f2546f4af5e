package io.orderpipeline.localstack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;

/**
 * The stack's client of the schema registry.
 *
 * @param api the base URL of Confluent's API
 */
record SchemaRegistryAdmin(NodeAddress server, String api, HttpClient client) implements ServerAdmin {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final int OK = 200;

    static SchemaRegistryAdmin of(NodeAddress server, Optional<Security> security) {
        HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(LIMIT);
        security.ifPresent(keys -> client.sslContext(new Certificates(keys).trustContext()));
        return new SchemaRegistryAdmin(server, SchemaRegistryServer.url(server, security.isPresent()), client.build());
    }

    /** Ready is a registry that lists the formats of its schemas. */
    @Override
    public boolean isReady() {
        if (!Ports.isOpen(server.address())) {
            return false;
        }
        HttpRequest request = HttpRequest.newBuilder(URI.create(api + "/schemas/types"))
                .timeout(LIMIT)
                .build();
        try {
            return client.send(request, BodyHandlers.discarding()).statusCode() == OK;
        } catch (IOException notReady) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Does nothing: the registry has no users. */
    @Override
    public void grantRights() {}
}
