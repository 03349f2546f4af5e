package io.orderpipeline.producer.content;

import io.orderpipeline.order.Order;
import io.orderpipeline.order.OrderJsonWriter;
import java.util.function.Consumer;

/**
 * Makes the records of a run: orders, and when asked for malformed records in place of some and duplicates of others.
 * The same settings make the same records. One thread.
 */
public final class RecordMaker {

    private static final MalformedKind[] MALFORMED_KINDS = MalformedKind.values();

    private final OrderJsonWriter json = new OrderJsonWriter();
    private final OrderMaker orders;
    private final RandomStreams streams;
    private final double invalidShare;
    private final DuplicateQueue duplicates;
    private long invalidRecords;

    public RecordMaker(ContentSettings settings) {
        this.streams = RandomStreams.of(settings.seed());
        this.orders = new OrderMaker(streams, settings.weights());
        this.invalidShare = settings.invalid();
        this.duplicates = new DuplicateQueue(streams.duplicates(), settings.duplicates());
    }

    /**
     * Makes the next order, or a malformed record in its place, and hands over the duplicates that are due after it.
     *
     * @param epochMillis the order's time
     */
    public void makeNext(long epochMillis, Consumer<OutgoingRecord> out) {
        Order order = orders.next(epochMillis);
        Category category = Category.withKey(order.category());
        if (invalidShare > 0 && streams.invalid().nextDouble() < invalidShare) {
            out.accept(nextMalformedKind().malform(order, category));
        } else {
            OutgoingRecord record = OutgoingRecord.order(category, json.write(order));
            out.accept(record);
            duplicates.offer(record);
        }
        duplicates.drainDue(out);
    }

    /** Hands over the duplicates that are still to come, so that their number does not depend on when the run ends. */
    public void makeRemaining(Consumer<OutgoingRecord> out) {
        duplicates.drainAll(out);
    }

    /** In turn, so that every kind appears before any repeats. */
    private MalformedKind nextMalformedKind() {
        return MALFORMED_KINDS[(int) (invalidRecords++ % MALFORMED_KINDS.length)];
    }
}
