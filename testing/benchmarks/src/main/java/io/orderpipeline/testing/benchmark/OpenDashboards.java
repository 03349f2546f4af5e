package io.orderpipeline.testing.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.orderpipeline.common.cli.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many viewers of one consumer's live stream, who come as soon as it is there and take what they are sent; every fifth
 * takes nothing, as a page on a bad line does. A thread each.
 */
final class OpenDashboards implements AutoCloseable {

    private static final int EACH_SLOW = 5;
    private static final int BETWEEN_TRIES_MS = 200;
    private static final int SMALL_BUFFER = 1_024;
    private static final int BUFFER = 64 * 1_024;

    private final int port;
    private final int pages;
    private final ExecutorService viewers;
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();

    private OpenDashboards(int port, int pages) {
        this.port = port;
        this.pages = pages;
        viewers = Executors.newFixedThreadPool(pages);
    }

    static OpenDashboards start(int pages) {
        OpenDashboards open = new OpenDashboards(freePort(), pages);
        for (int i = 0; i < pages; i++) {
            boolean slow = i % EACH_SLOW == 0;
            open.viewers.execute(() -> open.view(slow));
        }
        return open;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw UserError.failed("there is no free port: " + e.getMessage(), e);
        }
    }

    int port() {
        return port;
    }

    private void view(boolean slow) {
        while (!closed.get()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (slow) {
                    socket.setReceiveBufferSize(SMALL_BUFFER);
                }
                socket.setSoTimeout(BETWEEN_TRIES_MS);
                socket.getOutputStream()
                        .write("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
                served.incrementAndGet();
                take(socket.getInputStream(), slow);
            } catch (IOException e) {
                // It is not there yet, or it has ended, or it has had enough of one who takes nothing.
                pause();
            }
        }
    }

    private void take(InputStream stream, boolean slow) throws IOException {
        byte[] buffer = new byte[BUFFER];
        while (!closed.get()) {
            if (slow) {
                pause();
            } else if (isOver(stream, buffer)) {
                return;
            }
        }
    }

    private static boolean isOver(InputStream stream, byte[] buffer) throws IOException {
        try {
            return stream.read(buffer) < 0;
        } catch (SocketTimeoutException e) {
            return false;
        }
    }

    /** Nothing is awaited: who is refused tries again a little later, who is slow takes nothing. The end interrupts it. */
    private static void pause() {
        try {
            Thread.sleep(BETWEEN_TRIES_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A round in which nobody looked would say nothing. */
    @Override
    public void close() {
        closed.set(true);
        viewers.shutdownNow();
        if (served.get() < pages) {
            throw UserError.failed("only " + served.get() + " of " + pages + " pages were served");
        }
    }
}
