package io.orderpipeline.producer.generator;

import io.orderpipeline.common.order.OrderWriter;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.commons.rng.JumpableUniformRandomProvider;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;

/**
 * Generates the records of a run: orders, malformed records in place of some, and duplicates of others. The same
 * settings generate the same records. One thread.
 */
public final class RecordMaker {

    private final Shop shop;
    private final OrderWriter writer;
    private final List<MalformedKind> malformedKinds;
    private final OrderTemplates templates;
    private final OrderMaker orders;
    private final RandomStreams streams;
    private final double invalidShare;
    private final DuplicateQueue duplicates;
    private long invalidRecords;

    /** Makes records in JSON. */
    public RecordMaker(GeneratorSettings settings) {
        this(settings, ValueFormat.JSON, 0);
    }

    /** @param schemaId of the format's schema in the registry; unused for JSON */
    public RecordMaker(GeneratorSettings settings, ValueFormat format, int schemaId) {
        this.streams = RandomStreams.of(settings.seed());
        this.shop = Shop.draw(new Random(streams.catalogue().nextLong()));
        this.writer = format.writer(schemaId);
        // Loading their functions takes a while.
        this.malformedKinds = settings.invalid() > 0 ? format.malformedKinds() : List.of();
        this.templates = new OrderTemplates(shop, writer);
        this.orders = new OrderMaker(shop, settings.weights(), streams.orders());
        this.invalidShare = settings.invalid();
        this.duplicates = new DuplicateQueue(streams.duplicates(), settings.duplicates());
    }

    /**
     * Generates the next order, or a malformed record in its place, followed by the duplicates that are due.
     *
     * @param epochMillis the order's timestamp
     */
    public void makeNext(long epochMillis, Consumer<OutgoingRecord> out) {
        OrderMaker.Draft draft = orders.next(epochMillis);
        Category category = shop.products().get(draft.product()).category();
        if (invalidShare > 0 && streams.invalid().nextDouble() < invalidShare) {
            out.accept(nextMalformedKind().malform(shop.order(draft), category, writer));
        } else {
            OutgoingRecord record = new OutgoingRecord(RecordKind.ORDER, category, templates.write(draft), true);
            out.accept(record);
            duplicates.offer(record);
        }
        duplicates.drainDue(out);
    }

    /** Emits the pending duplicates, so that their number does not depend on when the run ends. */
    public void makeRemaining(Consumer<OutgoingRecord> out) {
        duplicates.drainAll(out);
    }

    /** In turn, so that every kind appears before one repeats. */
    private MalformedKind nextMalformedKind() {
        return malformedKinds.get((int) (invalidRecords++ % malformedKinds.size()));
    }

    /**
     * Independent random streams of one seed, so that invalid records and duplicates do not change the valid orders.
     * The streams are 2^128 draws apart and never overlap.
     */
    record RandomStreams(
            UniformRandomProvider catalogue,
            UniformRandomProvider orders,
            UniformRandomProvider invalid,
            UniformRandomProvider duplicates) {

        static RandomStreams of(long seed) {
            var source = (JumpableUniformRandomProvider) RandomSource.XO_SHI_RO_256_PP.create(seed);
            return new RandomStreams(source.jump(), source.jump(), source.jump(), source.jump());
        }
    }
}
