package io.orderpipeline.common.schema;

import io.orderpipeline.common.order.NotAnOrderException;
import io.orderpipeline.common.schema.RegistryJson.Reference;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;

/**
 * Requests schemas with all schemas that they import, see {@link SchemaRegistry#schema}. Every request has a timeout,
 * and so have all requests for one schema together. Safe for any thread; never blocks.
 */
final class SchemaLoader {

    /** No further reference is requested after this time. */
    static final Duration LIMIT = Duration.ofSeconds(30);

    private final RegistryHttp http;
    private final RegistryConfig config;
    private final LongSupplier nanoTime;

    SchemaLoader(RegistryHttp http, RegistryConfig config, LongSupplier nanoTime) {
        this.http = http;
        this.config = config;
        this.nanoTime = nanoTime;
    }

    CompletableFuture<WriterSchema> byId(SchemaId id) {
        if (id instanceof SchemaId.Number number) {
            // No registry assigns a negative id, and some have no answer of their API for it.
            return number.id() < 0
                    ? CompletableFuture.failedFuture(UnknownSchemaException.certain(id.toString()))
                    : load("/schemas/ids/" + number.id(), id.toString());
        }
        return load("/schemas/guids/" + ((SchemaId.Guid) id).guid(), id.toString())
                .exceptionallyCompose(failure -> checkGuids(id, RegistryHttp.unwrap(failure)));
    }

    /**
     * Apicurio 2 and Confluent's servers before 8.0 have no lookup by GUID, so they know no schema by its GUID. Not
     * certain, because a proxy before a registry that restarts has no such path either.
     */
    private CompletableFuture<WriterSchema> checkGuids(SchemaId id, Throwable failure) {
        boolean mayHaveNoGuids = failure instanceof RegistryException registry && registry.isNoSuchPath();
        return mayHaveNoGuids
                ? http.get(SchemaRegistry.TYPES)
                        .thenCompose(unused -> CompletableFuture.failedFuture(
                                new UnknownSchemaException(id + ", for it has no lookup by GUID")))
                : CompletableFuture.failedFuture(failure);
    }

    CompletableFuture<WriterSchema> byVersion(String subject, int version) {
        return load(versionPath(subject, version), versionName(subject, version));
    }

    private CompletableFuture<WriterSchema> load(String path, String name) {
        long start = nanoTime.getAsLong();
        return request(path, name)
                .thenCompose(schema -> SchemaReferences.resolve(
                        schema,
                        reference ->
                                nanoTime.getAsLong() - start < LIMIT.toNanos() ? request(reference) : tooSlow(name)));
    }

    private CompletableFuture<RegistryJson> tooSlow(String name) {
        return CompletableFuture.failedFuture(RegistryException.transientFailure(
                config.addresses(),
                "did not give " + name + " with its references within " + LIMIT.toSeconds() + " s",
                null));
    }

    /** Like Confluent's clients, with deleted versions, which other schemas may still import. */
    private CompletableFuture<RegistryJson> request(Reference reference) {
        return request(
                versionPath(reference.subject(), reference.version()) + "?deleted=true",
                versionName(reference.subject(), reference.version()));
    }

    private static String versionPath(String subject, int version) {
        return SchemaRegistry.subjectPath(subject) + "/versions/" + version;
    }

    private static String versionName(String subject, int version) {
        return "version " + version + " of subject " + subject;
    }

    private CompletableFuture<RegistryJson> request(String path, String name) {
        return http.get(path).thenCompose(response -> {
            if (response.status() == RegistryResponse.NOT_FOUND) {
                return CompletableFuture.failedFuture(new UnknownSchemaException(name));
            }
            if (response.status() != RegistryResponse.OK) {
                return CompletableFuture.failedFuture(RegistryException.transientFailure(
                        response.server(),
                        "refuses " + name + " (" + response.status() + ": " + response.errorMessage() + ")",
                        null));
            }
            if (response.isTooLarge()) {
                return CompletableFuture.failedFuture(new NotAnOrderException("is larger than 1 MiB"));
            }
            return CompletableFuture.completedFuture(response.read(SchemaLoader::parse));
        });
    }

    private static RegistryJson parse(byte[] body) throws IOException {
        RegistryJson schema = RegistryJson.parse(body);
        schema.text("schema");
        return schema;
    }
}
