package io.orderpipeline.common.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.OrderFormat;
import io.orderpipeline.common.order.OrderView;
import io.orderpipeline.common.schema.SchemaFormats.Lookup;
import io.orderpipeline.common.schema.SchemaId.Number;
import io.orderpipeline.common.schema.WriterSchema.Type;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** A cache with a registry, a compiler, a clock and a thread that do what the test says. */
abstract class SchemaFormatsFixture {

    static final Lookup PENDING = new Lookup.Pending();
    static final SchemaId SEVEN = new Number(7);
    static final OrderFormat FORMAT = new NoFormat();

    final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1_000);
    final Map<SchemaId, CompletableFuture<WriterSchema>> open = new LinkedHashMap<>();
    final List<SchemaId> requests = new ArrayList<>();
    final Tasks tasks = new Tasks();
    double random = 1;
    SchemaFormats.Compiler compiler = schema -> FORMAT;
    final SchemaFormats formats =
            new SchemaFormats(this::request, schema -> compiler.compile(schema), nanos::get, () -> random, tasks);

    CompletableFuture<WriterSchema> request(SchemaId id) {
        requests.add(id);
        CompletableFuture<WriterSchema> response = new CompletableFuture<>();
        assertThat(open.put(id, response)).as("one request for each id").isNull();
        return response;
    }

    void answer(SchemaId id) {
        open.remove(id).complete(schema());
        tasks.run();
    }

    /** Of a dependent stage, as the client's futures are. */
    void fail(SchemaId id, Exception failure) {
        open.remove(id).completeExceptionally(new CompletionException(failure));
        tasks.run();
    }

    void advance(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    static WriterSchema schema() {
        return new WriterSchema(Type.AVRO, "\"string\"", Map.of());
    }

    static final class NoFormat implements OrderFormat {

        @Override
        public Optional<OrderView> view(byte[] value, int from) {
            return Optional.empty();
        }

        @Override
        public DecodeResult read(byte[] value, int from) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<byte[]> json(byte[] value, int from) {
            return Optional.empty();
        }
    }

    /** Runs tasks when the test says so. */
    static final class Tasks extends AbstractExecutorService {

        private final List<Runnable> queue = new ArrayList<>();

        void run() {
            List<Runnable> due = List.copyOf(queue);
            queue.clear();
            due.forEach(Runnable::run);
        }

        @Override
        public void execute(Runnable task) {
            queue.add(task);
        }

        @Override
        public void shutdown() {}

        @Override
        public List<Runnable> shutdownNow() {
            return List.of();
        }

        @Override
        public boolean isShutdown() {
            return false;
        }

        @Override
        public boolean isTerminated() {
            return false;
        }

        @Override
        public boolean awaitTermination(long timeout, TimeUnit unit) {
            return true;
        }
    }
}
