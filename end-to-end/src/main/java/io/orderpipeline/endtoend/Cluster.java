package io.orderpipeline.endtoend;

import io.orderpipeline.stack.LocalStack;
import java.net.InetSocketAddress;
import java.util.Map;

/** A Kafka and a Cassandra that tests and drills use, whoever runs them. */
public record Cluster(String bootstrapServers, InetSocketAddress cassandra, String datacenter) {

    public static Cluster of(LocalStack stack) {
        return new Cluster(
                stack.bootstrapServers(),
                stack.contactPoint(),
                stack.cassandra().datacenter());
    }

    public String contactPoint() {
        return cassandra.getHostString() + ":" + cassandra.getPort();
    }

    Map<String, Object> kafkaSettings() {
        return Map.of("bootstrap.servers", bootstrapServers, "enable.metrics.push", false);
    }
}
