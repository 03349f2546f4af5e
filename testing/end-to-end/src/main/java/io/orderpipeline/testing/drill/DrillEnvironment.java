package io.orderpipeline.testing.drill;

import io.orderpipeline.localstack.ClusterSize;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.StackConfig;
import io.orderpipeline.localstack.StackConfig.CassandraTuning;
import io.orderpipeline.localstack.StackConfig.ServerVariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * Owns the servers of a run of drills: reuses one stack while drills need the same servers, and starts a new one
 * after a failed drill. Removes processes and files also on shutdown. Safe for the shutdown hook and one more thread.
 */
public final class DrillEnvironment implements AutoCloseable {

    /** Six servers share two cores while they start. */
    private static final Duration START_LIMIT = Duration.ofMinutes(6);

    private final Path directory;
    private final ServerVariant variant;
    private final Consumer<String> progress;
    private final Thread hook = new Thread(this::discard, "discard-stack");
    private LocalStack stack;
    private int stacks;
    private boolean closed;

    public DrillEnvironment(Consumer<String> progress) throws IOException {
        this(ServerVariant.SHIPPED, progress);
    }

    /** @param variant of the servers of every stack */
    public DrillEnvironment(ServerVariant variant, Consumer<String> progress) throws IOException {
        this.variant = variant;
        this.directory = Files.createTempDirectory("order-pipeline-drill");
        directory.toFile().deleteOnExit();
        this.progress = progress;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** @param hasRegistry whether a schema registry runs beside the other servers */
    public LocalStack stack(CassandraTuning tuning, ClusterSize size, boolean hasRegistry) {
        LocalStack opened = open(tuning, size, hasRegistry);
        if (!opened.isReady()) {
            opened.startAll();
        }
        return opened;
    }

    private synchronized LocalStack open(CassandraTuning tuning, ClusterSize size, boolean hasRegistry) {
        if (closed) {
            throw new AssertionError("stopped");
        }
        if (stack != null
                && !(stack.config().tuning().equals(tuning)
                        && stack.config().size().equals(size)
                        && stack.config().ports().schemaRegistry().isPresent() == hasRegistry)) {
            discard();
        }
        if (stack == null) {
            Path data = directory.resolve("stack-" + ++stacks);
            StackConfig config = StackConfig.onFreePorts(data)
                    .withTuning(tuning)
                    .withSize(size)
                    .withVariant(variant);
            stack = LocalStack.open(
                    (hasRegistry ? config.withSchemaRegistry() : config).withStartLimit(START_LIMIT), progress);
        }
        return stack;
    }

    /** Kills the servers and deletes their files. */
    public synchronized void discard() {
        if (stack != null) {
            stack.discard();
            stack = null;
        }
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        discard();
        Runtime.getRuntime().removeShutdownHook(hook);
    }
}
