package io.orderpipeline.testing.oracle;

import io.orderpipeline.localstack.CassandraServer;
import io.orderpipeline.localstack.ClusterSize;
import io.orderpipeline.localstack.LocalStack;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A Kafka and a Cassandra that tests and drills use, whoever runs them.
 *
 * @param copies of everything, in both
 */
public record Cluster(String bootstrapServers, List<InetSocketAddress> nodes, String datacenter, int copies) {

    private static final int MOST_COPIES = 3;

    public Cluster {
        nodes = List.copyOf(nodes);
    }

    /** One of each. */
    public Cluster(String bootstrapServers, InetSocketAddress cassandra, String datacenter) {
        this(bootstrapServers, List.of(cassandra), datacenter, 1);
    }

    /** Its servers run. */
    public static Cluster of(LocalStack stack) {
        ClusterSize size = stack.config().size();
        String bootstrapServers = stack.bootstrapServers();
        // Asks for the node alone first, because that is what starts it.
        List<InetSocketAddress> nodes = size.cassandraNodes() == 1
                ? List.of(stack.contactPoint())
                : stack.nodes().stream().map(CassandraServer::contactPoint).toList();
        int copies = Math.min(MOST_COPIES, Math.min(size.brokers(), size.cassandraNodes()));
        return new Cluster(bootstrapServers, nodes, stack.nodes().get(0).datacenter(), copies);
    }

    /** As the consumer's option takes it. */
    public String contactPoints() {
        return nodes.stream()
                .map(node -> node.getHostString() + ":" + node.getPort())
                .collect(Collectors.joining(","));
    }

    public Map<String, Object> kafkaSettings() {
        return Map.of("bootstrap.servers", bootstrapServers, "enable.metrics.push", false);
    }
}
