package io.orderpipeline.consumer.kafka;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.OrderFormat;
import io.orderpipeline.common.order.OrderHeaders;
import io.orderpipeline.common.order.OrderJsonReader;
import io.orderpipeline.common.order.OrderLimits;
import io.orderpipeline.common.order.OrderView;
import io.orderpipeline.common.schema.SchemaFormats;
import io.orderpipeline.common.schema.SchemaFormats.Lookup;
import io.orderpipeline.common.schema.SchemaId;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Decodes a record into an order, or into the reason why it is invalid. The pipeline and verify share it, so they
 * agree. A record that names a schema is read with that schema, any other as JSON. Safe for any thread.
 */
public final class OrderDecoder {

    private static final Duration BETWEEN_LOOKUPS = Duration.ofMillis(5);

    /** For a schema, of a command that cannot go on without it. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Lookup json = new Lookup.Known(new PlainJson());
    private final Optional<SchemaFormats> schemas;
    private volatile boolean missesRegistry;

    /** @param schemas empty without a schema registry */
    public OrderDecoder(Optional<SchemaFormats> schemas) {
        this.schemas = schemas;
    }

    /** What a record holds, as far as it can be known without waiting. */
    public sealed interface Result {}

    /** The fast path of nearly all valid orders. */
    public record View(OrderView order) implements Result {}

    /** The result of the general reader. */
    public record Decided(DecodeResult result) implements Result {}

    /** The schema registry has not answered yet. */
    public record Pending() implements Result {}

    private static final Pending PENDING = new Pending();

    /** Starts to load the schema that the record names, so that it is known when the record is decoded. */
    public void prepare(ConsumerRecord<byte[], byte[]> record) {
        if (schemas.isPresent()) {
            lookup(record);
        }
    }

    /** Never blocks. */
    public Result decode(ConsumerRecord<byte[], byte[]> record) {
        if (!isReadable(record)) {
            return new Decided(unreadable(record));
        }
        Lookup lookup = lookup(record);
        if (lookup instanceof Lookup.Pending) {
            return PENDING;
        }
        if (lookup instanceof Lookup.Known known) {
            Optional<OrderView> view = known.format().view(data(record, lookup), dataStart(record, lookup));
            if (view.isPresent()) {
                return new View(view.get());
            }
        }
        return new Decided(general(record, lookup));
    }

    /**
     * The result of the general reader. Waits for the schema, for a minute at most.
     *
     * @param waiting called while it waits, several times a second; may throw to end it
     */
    public DecodeResult decode(ConsumerRecord<byte[], byte[]> record, Runnable waiting) {
        if (!isReadable(record)) {
            return unreadable(record);
        }
        return general(record, await(record, waiting));
    }

    private Lookup await(ConsumerRecord<byte[], byte[]> record, Runnable waiting) {
        Lookup lookup = lookup(record);
        long start = System.nanoTime();
        while (lookup instanceof Lookup.Pending) {
            waiting.run();
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw UserError.failed(registryFailure().orElse("the schema registry does not answer")
                        + "; without it, the record at " + record.topic() + "-" + record.partition() + "@"
                        + record.offset() + " cannot be decoded");
            }
            LockSupport.parkNanos(BETWEEN_LOOKUPS.toNanos());
            lookup = lookup(record);
        }
        return lookup;
    }

    /**
     * The data of a value with a schema as JSON, for people. Waits for the schema.
     *
     * @param waiting as for {@link #decode(ConsumerRecord, Runnable)}
     * @return empty for a value without a schema, and for one that cannot be decoded
     */
    public Optional<byte[]> json(ConsumerRecord<byte[], byte[]> record, Runnable waiting) {
        Lookup lookup = size(record) <= OrderLimits.VALUE_BYTES ? await(record, waiting) : json;
        return lookup != json && lookup instanceof Lookup.Known known
                ? known.format().json(data(record, lookup), dataStart(record, lookup))
                : Optional.empty();
    }

    /** Why the schema registry does not answer; empty while it does. */
    public Optional<String> registryFailure() {
        return schemas.flatMap(SchemaFormats::trouble);
    }

    /** Checks the schema version first, because it says how to read the rest. */
    private static boolean isReadable(ConsumerRecord<byte[], byte[]> record) {
        return OrderHeaders.versionIsKnown(record.headers()) && size(record) <= OrderLimits.VALUE_BYTES;
    }

    /** Of a value above the limit of an order, only the beginning may have been kept. */
    private static int size(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null ? 0 : Math.max(record.value().length, record.serializedValueSize());
    }

    private static DecodeResult unreadable(ConsumerRecord<byte[], byte[]> record) {
        return OrderHeaders.versionIsKnown(record.headers())
                ? OrderJsonReader.tooLarge(size(record))
                : new DecodeResult.Invalid(
                        InvalidReason.UNKNOWN_VERSION,
                        "the header " + OrderHeaders.SCHEMA_VERSION + " names a version other than 1");
    }

    private Lookup lookup(ConsumerRecord<byte[], byte[]> record) {
        if (schemas.isEmpty() || record.value() == null) {
            return json;
        }
        return SchemaId.of(record.headers(), record.value())
                .map(schemas.get()::find)
                .orElse(json);
    }

    private byte[] data(ConsumerRecord<byte[], byte[]> record, Lookup lookup) {
        return lookup == json ? record.value() : SchemaId.data(record.headers(), record.value());
    }

    private int dataStart(ConsumerRecord<byte[], byte[]> record, Lookup lookup) {
        return lookup == json ? 0 : SchemaId.dataStart(record.headers());
    }

    private DecodeResult general(ConsumerRecord<byte[], byte[]> record, Lookup lookup) {
        if (lookup instanceof Lookup.Known known) {
            DecodeResult result = known.format().read(data(record, lookup), dataStart(record, lookup));
            return schemas.isEmpty() && result instanceof DecodeResult.Invalid invalid
                    ? withSchema(record, invalid)
                    : result;
        }
        Lookup.Rejected rejected = (Lookup.Rejected) lookup;
        return new DecodeResult.Invalid(rejected.reason(), rejected.detail());
    }

    /** Whether a record was not decoded that names a schema, for want of a registry. */
    public boolean missesRegistry() {
        return missesRegistry;
    }

    /** Without a registry, says which schema the header names; the reader of JSON says so of the value. */
    private DecodeResult withSchema(ConsumerRecord<byte[], byte[]> record, DecodeResult.Invalid invalid) {
        boolean namesSchema = invalid.reason() == InvalidReason.NOT_JSON
                && SchemaId.of(record.headers(), record.value()).isPresent();
        if (namesSchema) {
            missesRegistry = true;
        }
        return namesSchema && SchemaId.dataStart(record.headers()) == 0
                ? new DecodeResult.Invalid(
                        InvalidReason.NOT_JSON,
                        "the header " + SchemaId.HEADER + " names a schema, which --schema-registry decodes")
                : invalid;
    }

    private static final class PlainJson implements OrderFormat {

        private final OrderJsonReader reader = new OrderJsonReader();

        @Override
        public Optional<OrderView> view(byte[] value, int from) {
            return OrderView.read(value);
        }

        @Override
        public DecodeResult read(byte[] value, int from) {
            return reader.read(value);
        }

        @Override
        public Optional<byte[]> json(byte[] value, int from) {
            return Optional.of(value);
        }
    }
}
