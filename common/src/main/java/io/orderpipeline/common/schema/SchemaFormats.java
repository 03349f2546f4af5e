package io.orderpipeline.common.schema;

import io.orderpipeline.common.cli.DaemonThreads;
import io.orderpipeline.common.cli.ErrorText;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.NotAnOrderException;
import io.orderpipeline.common.order.OrderFormat;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The cache of compiled schemas. An id is immutable, so a schema is requested once. Readers that get
 * {@link Lookup.Pending} ask again: a failed request is repeated when they do and its backoff is over. Safe for any
 * thread; never blocks.
 */
public final class SchemaFormats implements AutoCloseable {

    static final int CAPACITY = 10_000;

    /** A compiled schema takes some times the memory of its text. */
    private static final long HEAP_SHARE = 64;

    private static final Lookup PENDING = new Lookup.Pending();
    private static final Logger LOG = LoggerFactory.getLogger(SchemaFormats.class);

    /** Prepares the reader of a schema. Runs on the cache's thread; any failure rejects the schema. */
    @FunctionalInterface
    public interface Compiler {
        OrderFormat compile(WriterSchema schema) throws NotAnOrderException;
    }

    /** What is known of a schema. */
    public sealed interface Lookup {

        record Known(OrderFormat format) implements Lookup {}

        /** Records with this schema are invalid. */
        record Rejected(InvalidReason reason, String detail) implements Lookup {}

        /** The registry has not answered yet. */
        record Pending() implements Lookup {}
    }

    private final Function<SchemaId, CompletableFuture<WriterSchema>> registry;
    private final Compiler compiler;
    private final RegistryAttempts attempts;
    private final ExecutorService compiling;
    private final FormatCache formats =
            new FormatCache(CAPACITY, Runtime.getRuntime().maxMemory() / HEAP_SHARE);

    /** Guarded by this. */
    private final UnknownSchemas unknown;

    /** @param random from 0 to 1, for the backoff */
    public SchemaFormats(
            Function<SchemaId, CompletableFuture<WriterSchema>> registry,
            Compiler compiler,
            LongSupplier nanoTime,
            DoubleSupplier random) {
        this(
                registry,
                compiler,
                nanoTime,
                random,
                Executors.newSingleThreadExecutor(DaemonThreads.named("schema-compiler")));
    }

    SchemaFormats(
            Function<SchemaId, CompletableFuture<WriterSchema>> registry,
            Compiler compiler,
            LongSupplier nanoTime,
            DoubleSupplier random,
            ExecutorService compiling) {
        this.registry = registry;
        this.compiler = compiler;
        this.attempts = new RegistryAttempts(nanoTime, random);
        this.unknown = new UnknownSchemas(CAPACITY, nanoTime);
        this.compiling = compiling;
    }

    public Lookup find(SchemaId id) {
        Lookup lookup = formats.getOrDefault(id, PENDING);
        return lookup == PENDING ? request(id) : lookup;
    }

    private Lookup request(SchemaId id) {
        synchronized (this) {
            // Another thread may have got the answer meanwhile.
            Lookup lookup = formats.getOrDefault(id, PENDING);
            Optional<Lookup> known = lookup == PENDING ? unknown.find(id) : Optional.of(lookup);
            if (known.isPresent() || !attempts.begin(id)) {
                return known.orElse(PENDING);
            }
        }
        var unused = start(id)
                .handleAsync(
                        (schema, failure) -> {
                            complete(id, schema, RegistryHttp.unwrap(failure));
                            return null;
                        },
                        compiling);
        return PENDING;
    }

    private CompletableFuture<WriterSchema> start(SchemaId id) {
        try {
            return registry.apply(id);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** Catches errors too: an id whose request never ends would stall its readers silently. */
    private void complete(SchemaId id, WriterSchema schema, Throwable failure) {
        try {
            if (failure instanceof UnknownSchemaException answer) {
                storeUnknown(id, answer);
            } else if (failure instanceof NotAnOrderException) {
                store(id, notAnOrder(id, failure.getMessage()), 0);
            } else if (failure != null) {
                throw failure;
            } else {
                store(id, compile(id, schema), schema.size());
            }
            attempts.succeeded(id);
        } catch (RegistryException e) {
            attempts.failed(id, e.getMessage());
        } catch (Throwable e) {
            LOG.debug("Cannot get {}", id, e);
            attempts.failed(id, ErrorText.kind(e) + ": " + ErrorText.of(e));
        }
    }

    private Lookup compile(SchemaId id, WriterSchema schema) {
        try {
            return new Lookup.Known(compiler.compile(schema));
        } catch (NotAnOrderException e) {
            return notAnOrder(id, e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            LOG.warn("Cannot parse {}: {}", id, ErrorText.kind(e));
            return notAnOrder(id, "cannot be parsed");
        }
    }

    private static Lookup notAnOrder(SchemaId id, String reason) {
        return new Lookup.Rejected(InvalidReason.NOT_AN_ORDER, id + ": " + reason);
    }

    private synchronized void store(SchemaId id, Lookup lookup, int characters) {
        formats.put(id, lookup, characters);
    }

    private synchronized void storeUnknown(SchemaId id, UnknownSchemaException answer) {
        unknown.add(id, answer);
    }

    /** Why schemas are not known that readers wait for; one line. */
    public Optional<String> trouble() {
        return attempts.trouble();
    }

    /** Schemas in progress stay pending. */
    @Override
    public void close() {
        compiling.shutdownNow();
    }
}
