package io.orderpipeline.consumer.http;

import io.orderpipeline.common.http.HttpResponse;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import io.orderpipeline.consumer.monitoring.SnapshotListener;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * The open pages: each is sent every view that it has taken the one before of. One that takes nothing is left alone,
 * and the server closes it when it has been idle for too long. A view is turned into bytes once for all pages, on the
 * thread that brings it, and not at all while no page is open.
 */
final class SnapshotStream implements SnapshotListener {

    static final int LIMIT = 100;

    private static final byte[] RECONNECT_SOON = "retry: 2000\n\n".getBytes(StandardCharsets.US_ASCII);

    private final Function<PipelineSnapshot, byte[]> form;
    private final ConcurrentLinkedQueue<Page> pages = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    SnapshotStream(Function<PipelineSnapshot, byte[]> form) {
        this.form = form;
    }

    /** One open page; at most one write of it is under way. */
    private final class Page implements Callback {
        private final Response response;
        private final Callback end;
        private final AtomicBoolean isWriting = new AtomicBoolean();
        private final AtomicBoolean isGone = new AtomicBoolean();

        Page(Response response, Callback end) {
            this.response = response;
            this.end = end;
        }

        void send(byte[] event) {
            if (!isGone.get() && isWriting.compareAndSet(false, true)) {
                response.write(false, ByteBuffer.wrap(event), this);
            }
        }

        @Override
        public void succeeded() {
            isWriting.set(false);
        }

        /** The page was closed, or has taken nothing for too long. */
        @Override
        public void failed(Throwable cause) {
            if (isGone.compareAndSet(false, true)) {
                pages.remove(this);
                count.decrementAndGet();
                end.failed(cause);
            }
        }
    }

    /** Takes the page in, or refuses it when there are too many. */
    void open(Response response, Callback end) {
        if (count.incrementAndGet() > LIMIT) {
            count.decrementAndGet();
            HttpResponse.text(HttpStatus.SERVICE_UNAVAILABLE_503, "too many open pages")
                    .send(response, end);
            return;
        }
        response.setStatus(HttpStatus.OK_200);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream; charset=utf-8");
        Page page = new Page(response, end);
        pages.add(page);
        page.send(RECONNECT_SOON);
        if (page.isGone.get()) {
            pages.remove(page);
        }
    }

    @Override
    public void see(PipelineSnapshot view) {
        if (pages.isEmpty()) {
            return;
        }
        byte[] event = event(form.apply(view));
        for (Page page : pages) {
            page.send(event);
        }
    }

    private static byte[] event(byte[] json) {
        byte[] event = new byte[json.length + 8];
        System.arraycopy("data: ".getBytes(StandardCharsets.US_ASCII), 0, event, 0, 6);
        System.arraycopy(json, 0, event, 6, json.length);
        event[event.length - 2] = '\n';
        event[event.length - 1] = '\n';
        return event;
    }
}
