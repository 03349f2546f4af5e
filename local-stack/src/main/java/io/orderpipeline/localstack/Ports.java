package io.orderpipeline.localstack;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** Finds and checks ports of the loopback addresses. */
public final class Ports {

    // Below the range of outgoing connections, which could take the port before the server does. The default ports of
    // Kafka and Cassandra are outside too.
    private static final int LOWEST_FREE = 15_000;
    private static final int HIGHEST_FREE = 32_000;
    private static final int CONNECT_MILLIS = 500;

    // Of each 16 ports, a test JVM uses one: it does not see which ports the others have given out.
    private static final int TEST_JVM = Integer.getInteger("test.jvm", 0);
    private static final int STEP = TEST_JVM == 0 ? 1 : 16;
    private static final int OFFSET = TEST_JVM % STEP;

    // Ports given out by this JVM: each stays free until its server listens.
    private static final Set<Integer> GIVEN = ConcurrentHashMap.newKeySet();

    private Ports() {}

    public static int free() {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = OFFSET + STEP * ThreadLocalRandom.current().nextInt(LOWEST_FREE / STEP, HIGHEST_FREE / STEP);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new StackException("no free port between " + LOWEST_FREE + " and " + HIGHEST_FREE + " on 127.0.0.1");
    }

    static void requireFree(NodeAddress address) {
        if (!isFree(new InetSocketAddress(address.host(), 0))) {
            throw new StackException(
                    address.name() + ": " + address.host() + " is not an address of this machine; on macOS add it"
                            + " with sudo ifconfig lo0 alias " + address.host());
        }
        if (!isFree(address.address())) {
            throw new StackException(address.name() + ": port " + address.port() + " on " + address.host()
                    + " is in use: stop what listens there or choose another with --" + address.kind() + "-port");
        }
    }

    /** A cheap check before a client connects, which would log warnings. Says nothing about readiness. */
    static boolean isOpen(InetSocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.connect(address, CONNECT_MILLIS);
            return true;
        } catch (IOException nobodyListens) {
            return false;
        }
    }

    /** On 127.0.0.1, the address of single servers. */
    public static boolean isFree(int port) {
        return isFree(new NodeAddress(NodeAddress.KAFKA, 1, 1, port).address());
    }

    private static boolean isFree(InetSocketAddress address) {
        try (ServerSocket socket = new ServerSocket(address.getPort(), 1, address.getAddress())) {
            return socket.isBound();
        } catch (IOException used) {
            return false;
        }
    }
}
