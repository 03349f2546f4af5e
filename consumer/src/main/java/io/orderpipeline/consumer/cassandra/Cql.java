package io.orderpipeline.consumer.cassandra;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.datastax.oss.driver.api.core.cql.BoundStatementBuilder;
import com.datastax.oss.driver.api.core.cql.PreparedStatement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;

/** The CQL of this package: one statement per resource file. */
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

    /** @param key for the first bind markers */
    static BoundStatementBuilder bind(PreparedStatement statement, List<ByteBuffer> key) {
        BoundStatementBuilder bound = statement.boundStatementBuilder();
        for (int marker = 0; marker < key.size(); marker++) {
            bound.setBytesUnsafe(marker, key.get(marker));
        }
        return bound;
    }
}
