package io.orderpipeline.consumer.http;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.orderpipeline.common.http.HttpResponse;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot;
import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Sends snapshots to the open pages as server-sent events. A page gets the next snapshot only after it has consumed the
 * previous one; the server closes a page that consumes nothing until the idle timeout. A snapshot is serialized once
 * for all pages, on the thread that publishes it, and not at all while no page is open.
 */
final class SnapshotStream implements PipelineSnapshot.Listener {

    static final int LIMIT = 100;

    private static final byte[] RECONNECT_SOON = "retry: 2000\n\n".getBytes(US_ASCII);
    private static final byte[] DATA = "data: ".getBytes(US_ASCII);
    private static final byte[] END_OF_EVENT = "\n\n".getBytes(US_ASCII);

    private final Function<PipelineSnapshot, byte[]> serializer;
    private final ConcurrentLinkedQueue<Page> pages = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    SnapshotStream(Function<PipelineSnapshot, byte[]> serializer) {
        this.serializer = serializer;
    }

    /** One open page, with at most one write in progress. */
    private final class Page implements Callback {
        private final Response response;
        private final Callback end;
        private final AtomicBoolean isWriting = new AtomicBoolean();
        private final AtomicBoolean isClosed = new AtomicBoolean();

        Page(Response response, Callback end) {
            this.response = response;
            this.end = end;
        }

        void send(byte[] event) {
            if (!isClosed.get() && isWriting.compareAndSet(false, true)) {
                response.write(false, ByteBuffer.wrap(event), this);
            }
        }

        @Override
        public void succeeded() {
            isWriting.set(false);
        }

        /** The page was closed, or the idle timeout has expired. */
        @Override
        public void failed(Throwable cause) {
            if (isClosed.compareAndSet(false, true)) {
                pages.remove(this);
                count.decrementAndGet();
                end.failed(cause);
            }
        }
    }

    /** Adds a page; rejects it when there are {@link #LIMIT} pages. */
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
        if (page.isClosed.get()) {
            pages.remove(page);
        }
    }

    @Override
    public void onSnapshot(PipelineSnapshot snapshot) {
        if (pages.isEmpty()) {
            return;
        }
        byte[] event = event(serializer.apply(snapshot));
        for (Page page : pages) {
            page.send(event);
        }
    }

    private static byte[] event(byte[] json) {
        return ByteBuffer.allocate(DATA.length + json.length + END_OF_EVENT.length)
                .put(DATA)
                .put(json)
                .put(END_OF_EVENT)
                .array();
    }
}
