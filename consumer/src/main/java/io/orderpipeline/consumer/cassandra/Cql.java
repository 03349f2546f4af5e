package io.orderpipeline.consumer.cassandra;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Loads the CQL of this package: one statement per resource file. */
final class Cql {

    private Cql() {}

    /** @param parts for the format specifiers of the file, the keyspace first */
    static String read(String file, Object... parts) {
        try (InputStream in = Cql.class.getResourceAsStream(file)) {
            return String.format(new String(in.readAllBytes(), UTF_8), parts);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read from the jar", e);
        }
    }
}
