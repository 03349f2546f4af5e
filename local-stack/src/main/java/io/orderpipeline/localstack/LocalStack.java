package io.orderpipeline.localstack;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Real Kafka brokers, Cassandra nodes and, on request, a schema registry as child processes of this JVM. They end with
 * it, however it ends. Safe for any thread.
 */
public final class LocalStack implements AutoCloseable {

    private final StackConfig config;
    private final DataDir data;
    private final List<KafkaServer> brokers;
    private final List<CassandraServer> nodes;
    private final Optional<SchemaRegistryServer> schemaRegistry;

    private LocalStack(StackConfig config, DataDir data, Consumer<String> progress) {
        this.config = config;
        this.data = data;
        ClusterPlan plan = ClusterPlan.of(config.dataDir(), config.size());
        this.brokers = NodeAddress.brokers(config.size(), config.kafkaPort()).stream()
                .map(address -> new KafkaServer(data, config, address, plan, progress))
                .toList();
        this.nodes = NodeAddress.nodes(config.size(), config.cassandraPort()).stream()
                .map(address -> new CassandraServer(data, config, address, plan, progress))
                .toList();
        this.schemaRegistry = config.ports()
                .schemaRegistry()
                .map(NodeAddress::schemaRegistry)
                .map(address -> new SchemaRegistryServer(data, config, address, plan, progress));
    }

    /** Claims the data directory. Each server starts on first use. */
    public static LocalStack open(StackConfig config) {
        return open(config, line -> {});
    }

    /** @param progress receives start-up lines, from any thread */
    public static LocalStack open(StackConfig config, Consumer<String> progress) {
        return new LocalStack(config, DataDir.claim(config.dataDir()), progress);
    }

    /** Starts all servers in parallel; returns when all are ready. */
    public static LocalStack start(StackConfig config) {
        LocalStack stack = open(config);
        stack.startAll();
        return stack;
    }

    /** The single broker. Starts it on the first call, and not again when it was stopped or killed since. */
    public KafkaServer kafka() {
        return alone(brokers);
    }

    /** The single node. Starts it on the first call, and not again when it was stopped or killed since. */
    public CassandraServer cassandra() {
        return alone(nodes);
    }

    /** Starts it on the first call, and not again when it was stopped or killed since. */
    public SchemaRegistryServer schemaRegistry() {
        SchemaRegistryServer server =
                schemaRegistry.orElseThrow(() -> new StackException("this stack has no schema registry"));
        server.startOnce();
        return server;
    }

    /** In any state; {@link #startAll} starts them. */
    public List<KafkaServer> brokers() {
        return brokers;
    }

    /** In any state; {@link #startAll} starts them. */
    public List<CassandraServer> nodes() {
        return nodes;
    }

    public String bootstrapServers() {
        return config.size().brokers() == 1
                ? kafka().bootstrapServers()
                : NodeAddress.join(NodeAddress.brokers(config.size(), config.kafkaPort()));
    }

    /** Of the single or the first node. */
    public InetSocketAddress contactPoint() {
        return config.size().cassandraNodes() == 1
                ? cassandra().contactPoint()
                : nodes.get(0).contactPoint();
    }

    /** The replication factor that gives each node every row, by datacenter. */
    public Map<String, Integer> replicas() {
        return nodes.stream()
                .collect(Collectors.toMap(CassandraServer::datacenter, node -> 1, Integer::sum, TreeMap::new));
    }

    public StackConfig config() {
        return config;
    }

    /** Stops all servers and keeps the data. */
    @Override
    public void close() {
        close(true);
    }

    /** Kills all servers and deletes the data directory. */
    public void discard() {
        close(false);
        StackFiles.delete(config.dataDir());
    }

    /** Starts in parallel. The first failure ends the other starts, and is thrown. */
    public void startAll() {
        AtomicReference<Throwable> first = new AtomicReference<>();
        List<CompletableFuture<Void>> starts =
                servers().stream().map(server -> startAsync(server, first)).toList();
        try {
            starts.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            close(false);
            throw first.get() instanceof RuntimeException cause ? cause : e;
        }
    }

    /** Sends a request to every server. */
    public boolean isReady() {
        return servers().stream().allMatch(StackServer::isReady);
    }

    public List<StackServer> servers() {
        return Stream.of(brokers.stream(), nodes.stream(), schemaRegistry.stream())
                .<StackServer>flatMap(servers -> servers)
                .toList();
    }

    private static <S extends StackServer> S alone(List<S> servers) {
        if (servers.size() > 1) {
            throw new StackException("this stack has " + servers.size() + " servers of kind "
                    + servers.get(0).address.kind() + ", so none of them is the single one");
        }
        servers.get(0).startOnce();
        return servers.get(0);
    }

    private CompletableFuture<Void> startAsync(StackServer server, AtomicReference<Throwable> first) {
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

    private void close(boolean graceful) {
        List<Thread> ends = servers().stream()
                .map(server -> new Thread(() -> server.close(graceful), "stop-" + server.name()))
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
