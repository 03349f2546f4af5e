package io.orderpipeline.testing.proxy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.util.function.Consumer;

/** One connection through the proxy, carried by two threads until either side ends it. */
final class Connection {

    private static final int BUFFER_BYTES = 64 * 1024;

    private final Socket client;
    private final Socket server;
    private final ProxyState sky;
    private final Consumer<Connection> whenOver;

    /** What a carrying thread does; it ends by an exception when the connection is closed under it. */
    interface Carrying {
        void run() throws IOException, InterruptedException;
    }

    Connection(Socket client, Socket server, ProxyState sky, Consumer<Connection> whenOver) {
        this.client = client;
        this.server = server;
        this.sky = sky;
        this.whenOver = whenOver;
    }

    void start() {
        start("proxy-requests", () -> carry(client, server));
        start("proxy-answers", () -> carry(server, client));
    }

    static void start(String name, Carrying carrying) {
        Runnable task = () -> {
            try {
                carrying.run();
            } catch (IOException closed) {
                // That is how a connection, or the proxy, ends.
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Both ends learn of it by a reset, not by an end of input. */
    void reset() {
        whenOver.accept(this);
        abort(client);
        abort(server);
    }

    private void carry(Socket from, Socket to) throws IOException, InterruptedException {
        try {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            byte[] piece = new byte[BUFFER_BYTES];
            NetworkConditions weather = sky.weather();
            for (int length = in.read(piece, 0, weather.pieceBytes());
                    length >= 0;
                    length = in.read(piece, 0, weather.pieceBytes())) {
                sky.hold(sky.weather());
                out.write(piece, 0, length);
                weather = sky.weather();
            }
        } finally {
            reset();
        }
    }

    private static void abort(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException closedAlready) {
            // Which is what was wanted.
        }
    }
}
