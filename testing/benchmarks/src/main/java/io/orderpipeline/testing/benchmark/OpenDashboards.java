package io.orderpipeline.testing.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.orderpipeline.common.cli.DaemonThreads;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.localstack.Ports;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.util.concurrent.CountDownLatch;
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

    private final int port = Ports.free();
    private final int pages;
    private final AtomicInteger served = new AtomicInteger();
    private final CountDownLatch closed = new CountDownLatch(1);

    private OpenDashboards(int pages) {
        this.pages = pages;
    }

    static OpenDashboards start(int pages) {
        OpenDashboards open = new OpenDashboards(pages);
        for (int page = 0; page < pages; page++) {
            boolean slow = page % EACH_SLOW == 0;
            DaemonThreads.start("page-" + page, () -> open.view(slow));
        }
        return open;
    }

    int port() {
        return port;
    }

    private void view(boolean slow) {
        try {
            do {
                request(slow);
            } while (!closed.await(BETWEEN_TRIES_MS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void request(boolean slow) throws InterruptedException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
            served.incrementAndGet();
            if (slow) {
                socket.setReceiveBufferSize(SMALL_BUFFER);
                closed.await();
            } else {
                socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException e) {
            // The stream is not served yet, or has ended with its consumer.
        }
    }

    /** A round without readers is not valid. */
    @Override
    public void close() {
        closed.countDown();
        if (served.get() < pages) {
            throw UserError.failed("only " + served.get() + " of " + pages + " pages were served");
        }
    }
}
