package io.orderpipeline.localstack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Which ports of the loopback address can be listened on. */
public final class Ports {

    // Below the range that systems hand out to outgoing connections: none of those can take the port until the server
    // listens on it. The default ports of Kafka and Cassandra lie outside too.
    private static final int LOWEST_FREE = 15_000;
    private static final int HIGHEST_FREE = 32_000;
    private static final int CONNECT_MILLIS = 500;

    // A port stays free until its server listens on it; until then nobody else in this JVM may be given it.
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    public static int free() {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST_FREE, HIGHEST_FREE);
            if (isFree(loopback(port)) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new StackException("no free port between " + LOWEST_FREE + " and " + HIGHEST_FREE + " on 127.0.0.1");
    }

    static void requireFree(NodeAddress seat) {
        if (!isFree(new InetSocketAddress(seat.host(), 0))) {
            throw new StackException(seat.name() + ": " + seat.host() + " is no address of this machine; macOS gets it"
                    + " by sudo ifconfig lo0 alias " + seat.host());
        }
        if (!isFree(seat.address())) {
            throw new StackException(seat.name() + ": port " + seat.port() + " on " + seat.host()
                    + " is in use: stop what listens there or choose another with --" + seat.kind() + "-port");
        }
    }

    /** Cheap and silent, where a client that finds nobody would log warnings. It says nothing about readiness. */
    static boolean isOpen(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, CONNECT_MILLIS);
            return true;
        } catch (IOException nobodyListens) {
            return false;
        }
    }

    private static boolean isFree(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket(address.getPort(), 1, address.getAddress())) {
            return socket.isBound();
        } catch (IOException used) {
            return false;
        }
    }

    static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(loopback(), port);
    }

    /** IPv4 always: the servers listen there, and a system that prefers IPv6 would call ::1 its loopback address. */
    private static InetAddress loopback() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }
}
