package io.orderpipeline.testing.proxy;

import io.orderpipeline.common.cli.DaemonThreads;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.function.Consumer;

/** One connection through the proxy. Two threads forward its bytes until either side closes it. */
record Connection(Socket client, Socket server, FaultProxy.State state, Consumer<Connection> onEnd) {

    private static final int BUFFER_BYTES = 64 * 1024;

    /** The task of a proxy thread, which ends with an exception when its connection is closed. */
    interface Forwarding {
        void run() throws IOException, InterruptedException;
    }

    void start() {
        start("proxy-requests", () -> forward(client, server));
        start("proxy-responses", () -> forward(server, client));
    }

    static void start(String name, Forwarding forwarding) {
        Runnable task = () -> {
            try {
                forwarding.run();
            } catch (IOException closed) {
                // The connection or the proxy was closed.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        DaemonThreads.start(name, task);
    }

    /** Closes both sides with a TCP reset. */
    void reset() {
        onEnd.accept(this);
        abort(client);
        abort(server);
    }

    private void forward(Socket from, Socket to) throws IOException, InterruptedException {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] piece = new byte[BUFFER_BYTES];
            NetworkConditions conditions = state.conditions();
            for (int length = in.read(piece, 0, conditions.pieceBytes());
                    length >= 0;
                    length = in.read(piece, 0, conditions.pieceBytes())) {
                state.hold(state.conditions());
                out.write(piece, 0, length);
                conditions = state.conditions();
            }
        } finally {
            reset();
        }
    }

    private static void abort(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // The socket is closed already.
        }
    }
}
