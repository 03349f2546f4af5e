package io.orderpipeline.common.schema;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sends the same bytes on each connection after the first byte of a request. */
final class RawServer implements AutoCloseable {

    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final String response;
    private final boolean closes;

    /** The garbage collector closes sockets to which nothing refers. */
    private final List<Socket> guests = new CopyOnWriteArrayList<>();

    private RawServer(String response, boolean closes) throws IOException {
        this.response = response;
        this.closes = closes;
    }

    /** Keeps the connections open. */
    static RawServer open(String response) throws IOException {
        return start(new RawServer(response, false));
    }

    /** Closes each connection after the bytes. */
    static RawServer closing(String response) throws IOException {
        return start(new RawServer(response, true));
    }

    private static RawServer start(RawServer server) {
        var unused = CompletableFuture.runAsync(server::serve);
        return server;
    }

    private void serve() {
        while (!socket.isClosed()) {
            try {
                Socket guest = socket.accept();
                guests.add(guest);
                guest.getInputStream().read();
                guest.getOutputStream().write(response.getBytes(StandardCharsets.US_ASCII));
                if (closes) {
                    guest.shutdownOutput();
                }
            } catch (IOException e) {
                // The client has closed its connection, or the test has ended.
            }
        }
    }

    URI url(String scheme) {
        return URI.create(scheme + "://localhost:" + socket.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
