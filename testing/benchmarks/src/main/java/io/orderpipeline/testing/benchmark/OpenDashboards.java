package io.orderpipeline.testing.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.orderpipeline.common.cli.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Many clients of one consumer's event stream, which connect as soon as it is served. Every fifth reads nothing, as a
 * page on a bad connection does. One thread for each.
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
    private final CountDownLatch closed = new CountDownLatch(1);

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
            throw UserError.failed("no free port: " + e.getMessage(), e);
        }
    }

    int port() {
        return port;
    }

    private void view(boolean slow) {
        while (closed.getCount() > 0) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                if (slow) {
                    socket.setReceiveBufferSize(SMALL_BUFFER);
                }
                socket.setSoTimeout(BETWEEN_TRIES_MS);
                socket.getOutputStream()
                        .write("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
                served.incrementAndGet();
                read(socket.getInputStream(), slow);
            } catch (IOException e) {
                // The stream is not served yet, has ended, or was closed because this client reads nothing.
                pause();
            }
        }
    }

    private void read(InputStream stream, boolean slow) throws IOException {
        byte[] buffer = new byte[BUFFER];
        while (closed.getCount() > 0) {
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

    private void pause() {
        try {
            var unused = closed.await(BETWEEN_TRIES_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A round without readers is not valid. */
    @Override
    public void close() {
        closed.countDown();
        viewers.shutdownNow();
        if (served.get() < pages) {
            throw UserError.failed("only " + served.get() + " of " + pages + " pages were served");
        }
    }
}
