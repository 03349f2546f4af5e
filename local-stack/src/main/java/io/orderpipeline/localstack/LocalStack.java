package io.orderpipeline.localstack;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real Kafka broker and a real Cassandra node, or several of each, as child processes of this JVM. They end when it ends, however it ends.
 * Safe for any thread.
 */
public final class LocalStack implements AutoCloseable {

    private final StackConfig config;
    private final DataDir data;
    private final List<KafkaServer> brokers;
    private final List<CassandraServer> nodes;

    private LocalStack(StackConfig config, DataDir data, Consumer<String> progress) {
        this.config = config;
        this.data = data;
        ClusterPlan plan = ClusterPlan.of(config.dataDir(), config.size());
        this.brokers = NodeAddress.brokers(config.size(), config.kafkaPort()).stream()
                .map(seat -> new KafkaServer(data, config, seat, plan, progress))
                .toList();
        this.nodes = NodeAddress.nodes(config.size(), config.cassandraPort()).stream()
                .map(seat -> new CassandraServer(data, config, seat, plan, progress))
                .toList();
    }

    /** Claims the data directory; each server starts when it is first asked for. */
    public static LocalStack open(StackConfig config) {
        return open(config, line -> {});
    }

    /** @param progress gets a line, from any thread, when a server starts, takes long and is ready */
    public static LocalStack open(StackConfig config, Consumer<String> progress) {
        return new LocalStack(config, DataDir.claim(config.dataDir()), progress);
    }

    /** All servers, started side by side; returns when all answer requests. */
    public static LocalStack start(StackConfig config) {
        LocalStack stack = open(config);
        stack.startAll();
        return stack;
    }

    /** The broker alone; the first call starts it. A broker that was stopped or killed since stays so. */
    public KafkaServer kafka() {
        KafkaServer kafka = alone(brokers);
        kafka.startOnce();
        return kafka;
    }

    /** The node alone; the first call starts it. A node that was stopped or killed since stays so. */
    public CassandraServer cassandra() {
        CassandraServer cassandra = alone(nodes);
        cassandra.startOnce();
        return cassandra;
    }

    /** In whatever state they are; {@link #startAll} starts them. */
    public List<KafkaServer> brokers() {
        return brokers;
    }

    /** In whatever state they are; {@link #startAll} starts them. */
    public List<CassandraServer> nodes() {
        return nodes;
    }

    public String bootstrapServers() {
        return config.size().brokers() == 1 ? kafka().bootstrapServers() : addresses(brokers);
    }

    /** Of the node alone, or of the first one. */
    public InetSocketAddress contactPoint() {
        return config.size().cassandraNodes() == 1
                ? cassandra().contactPoint()
                : nodes.get(0).contactPoint();
    }

    public StackConfig config() {
        return config;
    }

    /** An orderly end of all servers; the data stay. */
    @Override
    public void close() {
        close(true);
    }

    /** For data nobody needs again: kills all servers and deletes the data directory. */
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

    /** Whether all answer; asks the servers themselves. */
    public boolean isReady() {
        return servers().stream().allMatch(StackServer::isReady);
    }

    public List<StackServer> servers() {
        return Stream.<StackServer>concat(brokers.stream(), nodes.stream()).toList();
    }

    private static <S extends StackServer> S alone(List<S> servers) {
        if (servers.size() > 1) {
            throw new StackException("this stack has " + servers.size() + " servers named "
                    + servers.get(0).seat().kind() + ", none of them is the only one");
        }
        return servers.get(0);
    }

    private static String addresses(List<? extends StackServer> servers) {
        return servers.stream().map(server -> server.seat().clientAddress()).collect(Collectors.joining(","));
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
