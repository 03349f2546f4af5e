package io.orderpipeline.localstack;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A server's place among those of its kind: each has a loopback address of its own, and all have the same ports, as the
 * machines of a cluster do.
 *
 * @param number from 1
 * @param of how many there are
 */
public record NodeAddress(String kind, int number, int of, int port) {

    static final String KAFKA = "kafka";
    static final String CASSANDRA = "cassandra";

    public static List<NodeAddress> brokers(ClusterSize size, int port) {
        return seats(KAFKA, size.brokers(), port);
    }

    public static List<NodeAddress> nodes(ClusterSize size, int port) {
        return seats(CASSANDRA, size.cassandraNodes(), port);
    }

    private static List<NodeAddress> seats(String kind, int count, int port) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> new NodeAddress(kind, number, count, port))
                .toList();
    }

    boolean isAlone() {
        return of == 1;
    }

    /** Of the server's folder too. */
    public String name() {
        return isAlone() ? kind : kind + "-" + number;
    }

    String host() {
        return "127.0.0." + number;
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(host(), port);
    }

    /** Of the ring, which goes from -2^63 to 2^63 - 1. */
    long token() {
        return Long.MIN_VALUE + 1 + (number - 1) * Long.divideUnsigned(-1L, of);
    }

    /** As clients are told; the broker alone says localhost, as its users do. */
    public String clientAddress() {
        return (isAlone() && kind.equals(KAFKA) ? "localhost" : host()) + ":" + port;
    }
}
