package io.orderpipeline.common.schema;

import io.orderpipeline.common.order.NotAnOrderException;
import io.orderpipeline.common.schema.RegistryJson.Reference;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Resolves the imports of one schema, one after another and depth first. Bounded, because any client of the registry
 * may write a schema. Fails with a {@link NotAnOrderException} beyond the bounds.
 */
final class SchemaReferences {

    static final int MOST_REFERENCES = 100;
    static final int LARGEST_DEPTH = 20;

    /** Of all texts together. */
    static final int MOST_CHARACTERS = RegistryResponse.BODY_BYTES;

    private final Function<Reference, CompletableFuture<RegistryJson>> source;
    private final Map<String, String> texts = new LinkedHashMap<>();

    /** The names of the imports between the schema and the one that is being resolved. */
    private final Set<String> path = new LinkedHashSet<>();

    private int requests;
    private int characters;

    private SchemaReferences(Function<Reference, CompletableFuture<RegistryJson>> source) {
        this.source = source;
    }

    /** @param source of the schema that a reference names */
    static CompletableFuture<WriterSchema> resolve(
            RegistryJson schema, Function<Reference, CompletableFuture<RegistryJson>> source) {
        WriterSchema.Type type;
        try {
            type = schema.schemaType();
        } catch (IllegalArgumentException e) {
            return refused("has a type other than AVRO, PROTOBUF and JSON");
        }
        SchemaReferences references = new SchemaReferences(source);
        return references
                .addAll(schema.references())
                .thenApply(unused -> new WriterSchema(
                        type, schema.fields().get("schema"), Collections.unmodifiableMap(references.texts)));
    }

    private CompletableFuture<Void> addAll(List<Reference> references) {
        if (references.size() > MOST_REFERENCES) {
            return refused("has more than " + MOST_REFERENCES + " references");
        }
        CompletableFuture<Void> added = CompletableFuture.completedFuture(null);
        for (Reference reference : references) {
            added = added.thenCompose(unused -> add(reference));
        }
        return added;
    }

    private CompletableFuture<Void> add(Reference reference) {
        if (texts.containsKey(reference.name())) {
            return CompletableFuture.completedFuture(null);
        }
        if (!path.add(reference.name())) {
            return refused("has references in a circle");
        }
        if (path.size() > LARGEST_DEPTH) {
            return refused("has references deeper than " + LARGEST_DEPTH);
        }
        if (++requests > MOST_REFERENCES) {
            return refused("has more than " + MOST_REFERENCES + " references");
        }
        return source.apply(reference).thenCompose(schema -> add(reference.name(), schema));
    }

    private CompletableFuture<Void> add(String name, RegistryJson schema) {
        String text = schema.fields().get("schema");
        characters += text.length();
        if (characters > MOST_CHARACTERS) {
            return refused("has references with more than 1 MiB of text");
        }
        return addAll(schema.references()).thenRun(() -> {
            path.remove(name);
            texts.put(name, text);
        });
    }

    private static <T> CompletableFuture<T> refused(String reason) {
        return CompletableFuture.failedFuture(new NotAnOrderException(reason));
    }
}
