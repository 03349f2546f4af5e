package io.orderpipeline.testing.drill;

import io.orderpipeline.localstack.CassandraTuning;
import io.orderpipeline.localstack.ClusterSize;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.StackConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * The servers of a run of drills: one stack for all that need no other, a new one after a drill that failed. It leaves
 * no process and no file behind, however the virtual machine ends. Safe for the shutdown hook and one thread more.
 */
public final class DrillEnvironment implements AutoCloseable {

    /** Six servers share two cores at their start. */
    private static final Duration START_LIMIT = Duration.ofMinutes(6);

    private final Path directory;
    private final Consumer<String> progress;
    private final Thread hook = new Thread(this::discard, "discard-stack");
    private LocalStack stack;
    private int stacks;
    private boolean closed;

    /** @param directory an empty one, for the servers' files */
    public DrillEnvironment(Path directory, Consumer<String> progress) {
        this.directory = directory;
        this.progress = progress;
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** All servers, at work. */
    public LocalStack stack(CassandraTuning tuning, ClusterSize size) {
        LocalStack opened = open(tuning, size);
        if (!opened.isReady()) {
            opened.startAll();
        }
        return opened;
    }

    private synchronized LocalStack open(CassandraTuning tuning, ClusterSize size) {
        if (closed) {
            throw new DrillException("stopped");
        }
        if (stack != null
                && !(stack.config().tuning().equals(tuning)
                        && stack.config().size().equals(size))) {
            discard();
        }
        if (stack == null) {
            Path data = directory.resolve("stack-" + ++stacks);
            StackConfig config =
                    StackConfig.onFreePorts(data).withTuning(tuning).withSize(size);
            stack = LocalStack.open(config.withStartLimit(START_LIMIT), progress);
        }
        return stack;
    }

    /** Whatever state the servers are in, nobody needs them any more. */
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
