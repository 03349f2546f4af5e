package io.orderpipeline.localstack;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The address of one server: each server of a kind has its own loopback address and the same ports, as the machines of
 * a cluster do.
 *
 * @param number from 1
 * @param of the number of servers of the kind
 */
public record NodeAddress(String kind, int number, int of, int port) {

    static final String KAFKA = "kafka";
    static final String CASSANDRA = "cassandra";
    static final String SCHEMA_REGISTRY = "schema-registry";

    public static List<NodeAddress> brokers(ClusterSize size, int port) {
        return addresses(KAFKA, size.brokers(), port);
    }

    public static List<NodeAddress> nodes(ClusterSize size, int port) {
        return addresses(CASSANDRA, size.cassandraNodes(), port);
    }

    public static NodeAddress schemaRegistry(int port) {
        return new NodeAddress(SCHEMA_REGISTRY, 1, 1, port);
    }

    private static List<NodeAddress> addresses(String kind, int count, int port) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> new NodeAddress(kind, number, count, port))
                .toList();
    }

    /** As an option or a setting lists them. */
    public static String join(List<NodeAddress> addresses) {
        return addresses.stream().map(NodeAddress::clientAddress).collect(Collectors.joining(","));
    }

    boolean isAlone() {
        return of == 1;
    }

    /** Also the name of the server's folder. */
    public String name() {
        return isAlone() ? kind : kind + "-" + number;
    }

    String host() {
        return "127.0.0." + number;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(host(), port);
    }

    /** Evenly spaced on the ring from -2^63 to 2^63 - 1. */
    long token() {
        return Long.MIN_VALUE + 1 + (number - 1) * Long.divideUnsigned(-1L, of);
    }

    /** As clients connect to it. A single broker is advertised as localhost; the schema registry is too. */
    public String clientAddress() {
        return (isAlone() && !kind.equals(CASSANDRA) ? "localhost" : host()) + ":" + port;
    }
}
