package io.orderpipeline.testing.oracle;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import io.orderpipeline.localstack.CassandraServer;
import io.orderpipeline.localstack.ClusterSize;
import io.orderpipeline.localstack.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;

/**
 * The addresses of a Kafka cluster and a Cassandra cluster, the programs' settings for them, and plain clients.
 *
 * @param copies replication factors
 * @param registry URL of the schema registry; empty for none
 * @param cassandraConfig the driver configuration of an ordinary user, for the consumer; empty when there are no users
 * @param kafkaConfig settings of the consumer's Kafka clients; empty for none
 */
public record Cluster(
        String bootstrapServers,
        List<InetSocketAddress> nodes,
        String datacenter,
        Copies copies,
        Optional<String> registry,
        Optional<Path> cassandraConfig,
        Optional<Path> kafkaConfig) {

    private static final String SUPERUSER = CassandraServer.SUPERUSER;
    private static final String USER = "drill";

    private static final Duration REQUEST_LIMIT = Duration.ofSeconds(30);

    /** The replication factors of topics and of keyspaces. */
    public record Copies(int ofTopics, int ofKeyspaces) {

        public static final Copies ONE = new Copies(1, 1);

        private static final int MOST = 3;

        static Copies of(int brokers, int nodes) {
            return new Copies(Math.min(MOST, brokers), Math.min(MOST, nodes));
        }
    }

    public Cluster {
        nodes = List.copyOf(nodes);
    }

    public Cluster(String bootstrapServers, InetSocketAddress cassandra, String datacenter) {
        this(bootstrapServers, List.of(cassandra), datacenter, Copies.ONE);
    }

    /** Without a schema registry, users and settings. */
    public Cluster(String bootstrapServers, List<InetSocketAddress> nodes, String datacenter, Copies copies) {
        this(bootstrapServers, nodes, datacenter, copies, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The servers must be running. Without the schema registry: see {@link #withRegistry}. */
    public static Cluster of(LocalStack stack) {
        ClusterSize size = stack.config().size();
        String bootstrapServers = stack.bootstrapServers();
        String datacenter = stack.nodes().get(0).datacenter();
        // One node is addressed by the stack's contact point, because that call starts it.
        List<InetSocketAddress> nodes = size.cassandraNodes() == 1
                ? List.of(stack.contactPoint())
                : stack.nodes().stream()
                        .filter(node -> node.datacenter().equals(datacenter))
                        .map(CassandraServer::contactPoint)
                        .toList();
        return new Cluster(bootstrapServers, nodes, datacenter, Copies.of(size.brokers(), nodes.size()));
    }

    /**
     * For programs that log in as a user who is no superuser, which this creates: guardrails do not apply to others.
     *
     * @param config the file to write
     */
    public Cluster withOrdinaryUser(Path config) {
        try (CqlSession session = session()) {
            session.execute("CREATE ROLE IF NOT EXISTS " + USER + " WITH PASSWORD = '" + USER + "' AND LOGIN = true");
            Files.writeString(
                    config,
                    """
                    datastax-java-driver.advanced.auth-provider {
                      class = PlainTextAuthProvider
                      username = %s
                      password = %s
                    }
                    """
                            .formatted(USER, USER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Cluster(bootstrapServers, nodes, datacenter, copies, registry, Optional.of(config), kafkaConfig);
    }

    /** For consumers that decode schemas, and for the independent check. */
    public Cluster withRegistry(String url) {
        return new Cluster(bootstrapServers, nodes, datacenter, copies, Optional.of(url), cassandraConfig, kafkaConfig);
    }

    /** @param config the file of the consumer's {@code --kafka-config}, which this writes */
    public Cluster withKafkaSettings(Path config, Map<String, String> settings) {
        Properties properties = new Properties();
        properties.putAll(settings);
        try (Writer writer = Files.newBufferedWriter(config)) {
            properties.store(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Cluster(bootstrapServers, nodes, datacenter, copies, registry, cassandraConfig, Optional.of(config));
    }

    /** As the option takes it. */
    public String contactPoints() {
        return nodes.stream()
                .map(node -> node.getHostString() + ":" + node.getPort())
                .collect(Collectors.joining(","));
    }

    /** Of the producer. */
    public String bootstrapOption() {
        return "--bootstrap-servers=" + bootstrapServers;
    }

    /** Of the consumer and of {@code verify}. */
    public List<String> connectionOptions() {
        List<String> options = new ArrayList<>(
                List.of(bootstrapOption(), "--contact-points=" + contactPoints(), "--local-datacenter=" + datacenter));
        options.addAll(registryOption());
        cassandraConfig.ifPresent(file -> options.add("--cassandra-config=" + file));
        kafkaConfig.ifPresent(file -> options.add("--kafka-config=" + file));
        return options;
    }

    /** Of both programs; empty without a registry. */
    public List<String> registryOption() {
        return registry.map(url -> List.of("--schema-registry=" + url)).orElse(List.of());
    }

    public Map<String, Object> kafkaSettings() {
        return Map.of("bootstrap.servers", bootstrapServers, "enable.metrics.push", false);
    }

    CqlSession session() {
        DriverConfigLoader settings = DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, REQUEST_LIMIT)
                // A single replica may lack what a majority has.
                .withString(DefaultDriverOption.REQUEST_CONSISTENCY, "LOCAL_QUORUM")
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, REQUEST_LIMIT)
                // By default a session waits 2 s for late events when it closes.
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                .build();
        return CqlSession.builder()
                .addContactPoints(nodes)
                .withLocalDatacenter(datacenter)
                .withConfigLoader(settings)
                // A node without authentication ignores the password.
                .withAuthCredentials(SUPERUSER, SUPERUSER)
                .build();
    }
}
