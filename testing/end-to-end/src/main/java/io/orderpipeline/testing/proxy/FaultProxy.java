package io.orderpipeline.testing.proxy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Stands between a client and a server and passes their bytes on, as well as its {@link NetworkConditions} allows. One thread
 * accepts, two carry the bytes of each connection. Safe for use by several threads.
 *
 * <p>The Cassandra driver stays behind it: a node that is asked about itself is known by the address it was asked at.
 */
public final class FaultProxy implements AutoCloseable {

    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final ServerSocket listening;
    private final InetSocketAddress server;
    private final ProxyState sky = new ProxyState();
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
            throw new UncheckedIOException("no proxy before " + server, e);
        }
    }

    /** Where clients connect in place of the server. */
    public InetSocketAddress address() {
        return new InetSocketAddress(listening.getInetAddress(), listening.getLocalPort());
    }

    public void become(NetworkConditions weather) {
        sky.become(weather);
    }

    /** Ends every connection without an orderly close, as a firewall or a crashed machine does; new ones may follow. */
    public int reset() {
        int count = connections.size();
        connections.forEach(Connection::reset);
        return count;
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        sky.become(NetworkConditions.CLEAR);
        reset();
    }

    private void accept() throws IOException {
        while (!listening.isClosed()) {
            carry(listening.accept());
        }
    }

    /** A server that is away is a reset to the client. */
    private void carry(Socket client) throws IOException {
        Socket onward = new Socket();
        Connection connection = new Connection(client, onward, sky, connections::remove);
        connections.add(connection);
        try {
            onward.connect(server);
            connection.start();
        } catch (IOException away) {
            connection.reset();
        }
    }
}
