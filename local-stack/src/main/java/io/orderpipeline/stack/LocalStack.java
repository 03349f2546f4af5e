package io.orderpipeline.stack;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/**
 * A real Kafka broker and a real Cassandra node as child processes of this JVM. They end when it ends, however it ends.
 * Safe for any thread.
 */
public final class LocalStack implements AutoCloseable {

    private final StackConfig config;
    private final DataDir data;
    private final KafkaServer kafka;
    private final CassandraServer cassandra;

    private LocalStack(StackConfig config, DataDir data, Consumer<String> progress) {
        this.config = config;
        this.data = data;
        this.kafka = new KafkaServer(data, config, progress);
        this.cassandra = new CassandraServer(data, config, progress);
    }

    /** Claims the data directory; each server starts when it is first asked for. */
    public static LocalStack open(StackConfig config) {
        return open(config, line -> {});
    }

    /** @param progress gets a line, from any thread, when a server starts, takes long and is ready */
    public static LocalStack open(StackConfig config, Consumer<String> progress) {
        return new LocalStack(config, DataDir.claim(config.dataDir()), progress);
    }

    /** Both servers, started side by side; returns when both answer requests. */
    public static LocalStack start(StackConfig config) {
        LocalStack stack = open(config);
        stack.startAll();
        return stack;
    }

    /** The broker; the first call starts it. A broker that was stopped or killed since stays so. */
    public KafkaServer kafka() {
        kafka.startOnce();
        return kafka;
    }

    /** The node; the first call starts it. A node that was stopped or killed since stays so. */
    public CassandraServer cassandra() {
        cassandra.startOnce();
        return cassandra;
    }

    public String bootstrapServers() {
        return kafka().bootstrapServers();
    }

    public InetSocketAddress contactPoint() {
        return cassandra().contactPoint();
    }

    public StackConfig config() {
        return config;
    }

    /** An orderly end of both servers; the data stay. */
    @Override
    public void close() {
        close(true);
    }

    /** For data nobody needs again: kills both servers and deletes the data directory. */
    public void discard() {
        close(false);
        FileTree.delete(config.dataDir());
    }

    /** Side by side. The first failure ends the other start too, and is the one that is reported. */
    public void startAll() {
        AtomicReference<Throwable> first = new AtomicReference<>();
        List<CompletableFuture<Void>> starts =
                servers().stream().map(server -> startAside(server, first)).toList();
        try {
            starts.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            close(false);
            throw first.get() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Whether both answer; asks the servers themselves. */
    public boolean isReady() {
        return servers().stream().allMatch(StackServer::isReady);
    }

    List<StackServer> servers() {
        return List.of(kafka, cassandra);
    }

    private CompletableFuture<Void> startAside(StackServer server, AtomicReference<Throwable> first) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        server.start();
                    } catch (RuntimeException e) {
                        first.compareAndSet(null, e);
                        servers().forEach(other -> other.close(false));
                        throw e;
                    }
                },
                task -> new Thread(task, "start-" + server.name()).start());
    }

    private void close(boolean orderly) {
        List<Thread> ends = servers().stream()
                .map(server -> new Thread(() -> server.close(orderly), "stop-" + server.name()))
                .toList();
        ends.forEach(Thread::start);
        ends.forEach(LocalStack::join);
        data.close();
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
