package io.orderpipeline.testing.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Forwards TCP connections to a server under changeable {@link NetworkConditions}. One thread accepts connections, two
 * forward the bytes of each. Safe for use by several threads.
 *
 * <p>The Cassandra driver keeps using the proxy, because it knows its contact point by the address that it connected
 * to.
 */
public final class FaultProxy implements AutoCloseable {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final ServerSocket listening;
    private final InetSocketAddress server;
    private final State state = new State();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

    private FaultProxy(ServerSocket listening, InetSocketAddress server) {
        this.listening = listening;
        this.server = server;
    }

    /** Listens on a free port of the loopback address. */
    public static FaultProxy before(InetSocketAddress server) {
        try {
            ServerSocket listening = new ServerSocket(0, 0, InetAddress.getByAddress(LOOPBACK));
            FaultProxy proxy = new FaultProxy(listening, server);
            Connection.start("proxy-accept", proxy::accept);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a proxy for " + server, e);
        }
    }

    public InetSocketAddress address() {
        return new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
    }

    public void set(NetworkConditions conditions) {
        state.set(conditions);
    }

    /** Resets every open connection, as a firewall or a crashed machine does, and returns their number. */
    public int reset() {
        int count = connections.size();
        connections.forEach(Connection::reset);
        return count;
    }

    /** The number of open connections. */
    public int connections() {
        return connections.size();
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        state.set(NetworkConditions.CLEAR);
        reset();
    }

    private void accept() throws IOException {
        while (!listening.isClosed()) {
            connect(listening.accept());
        }
    }

    /** Resets the client's connection when the server is unavailable. */
    private void connect(Socket client) throws IOException {
        Socket onward = new Socket();
        Connection connection = new Connection(client, onward, state, connections::remove);
        connections.add(connection);
        try {
            onward.connect(server);
            connection.start();
        } catch (IOException unavailable) {
            connection.reset();
        }
    }

    /** The present conditions of all connections of a proxy; a change also releases held pieces. Thread-safe. */
    static final class State {

        private NetworkConditions conditions = NetworkConditions.CLEAR;

        synchronized NetworkConditions conditions() {
            return conditions;
        }

        synchronized void set(NetworkConditions next) {
            conditions = next;
            notifyAll();
        }

        /** Returns when the delay has passed, or the conditions have changed. */
        synchronized void hold(NetworkConditions held) throws InterruptedException {
            long end = System.nanoTime() + held.hold().toNanos();
            for (long left = end - System.nanoTime();
                    left > 0 && conditions.equals(held);
                    left = end - System.nanoTime()) {
                // One millisecond more, because a wait of zero has no limit.
                wait(Duration.ofNanos(left).toMillis() + 1);
            }
        }
    }
}
