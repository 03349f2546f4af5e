package io.orderpipeline.producer.generator;

import java.util.Random;
import java.util.function.Consumer;

/**
 * Makes the records of a run: orders, and when asked for malformed records in place of some and duplicates of others.
 * The same settings make the same records. One thread.
 */
public final class RecordMaker {

    private static final MalformedKind[] MALFORMED_KINDS = MalformedKind.values();

    private final Shop shop;
    private final OrderTemplates templates;
    private final OrderMaker orders;
    private final RandomStreams streams;
    private final double invalidShare;
    private final DuplicateQueue duplicates;
    private long invalidRecords;

    public RecordMaker(GeneratorSettings settings) {
        this.streams = RandomStreams.of(settings.seed());
        this.shop = Shop.draw(new Random(streams.catalogue().nextLong()));
        this.templates = new OrderTemplates(shop);
        this.orders = new OrderMaker(shop, settings.weights(), streams.orders());
        this.invalidShare = settings.invalid();
        this.duplicates = new DuplicateQueue(streams.duplicates(), settings.duplicates());
    }

    /**
     * Makes the next order, or a malformed record in its place, and hands over the duplicates that are due after it.
     *
     * @param epochMillis the order's time
     */
    public void makeNext(long epochMillis, Consumer<OutgoingRecord> out) {
        OrderDraft draft = orders.next(epochMillis);
        Category category = shop.products().get(draft.product()).category();
        if (invalidShare > 0 && streams.invalid().nextDouble() < invalidShare) {
            out.accept(nextMalformedKind().malform(shop.order(draft), category));
        } else {
            OutgoingRecord record = OutgoingRecord.order(category, templates.write(draft));
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
