package io.orderpipeline.producer.generator;

import io.orderpipeline.common.order.MillisecondTimestamp;
import io.orderpipeline.common.order.OrderJsonWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Writes the JSON of orders from templates, which are created on first use. One thread. */
final class OrderTemplates {

    private final OrderJsonWriter writer = new OrderJsonWriter();
    private final Shop shop;

    /** By product, then by quantity - 1. */
    private final Template[][] templates;

    private final List<byte[]> customers;

    /** Cached: at full rate hundreds of orders have the same timestamp. */
    private final byte[] time = new byte[MillisecondTimestamp.LENGTH];

    private long timeMillis;

    OrderTemplates(Shop shop) {
        this.shop = shop;
        this.templates = new Template[shop.products().size()][OrderMaker.LARGEST_QUANTITY];
        Template any = template(0, 1);
        MillisecondTimestamp.write(timeMillis, time, 0);
        this.customers = shop.customers().stream().map(any::customerText).toList();
    }

    byte[] write(OrderMaker.Draft draft) {
        if (draft.epochMillis() != timeMillis) {
            timeMillis = draft.epochMillis();
            MillisecondTimestamp.write(timeMillis, time, 0);
        }
        return template(draft.product(), draft.quantity()).fill(draft.id(), customers.get(draft.customer()), time);
    }

    private Template template(int product, int quantity) {
        Template[] ofProduct = templates[product];
        if (ofProduct[quantity - 1] == null) {
            ofProduct[quantity - 1] = new Template(writer, shop.products().get(product), quantity);
        }
        return ofProduct[quantity - 1];
    }

    /**
     * The JSON of all orders for one product and quantity, which differ only in id, customer and timestamp. The
     * positions of these three are found by comparing documents of {@link OrderJsonWriter}, so this class does not know
     * the rest of the format. Immutable.
     */
    static final class Template {

        // Two values of each that differ in the first character.
        private static final String ID = OrderIds.id(0, 0, 0).toString();
        private static final String OTHER_ID = OrderIds.id(1L << 47, 0, 0).toString();
        private static final String CUSTOMER = "";
        private static final String OTHER_CUSTOMER = "x";
        private static final Instant TIME = Instant.parse("1970-01-01T00:00:00Z");
        private static final Instant OTHER_TIME = Instant.parse("2000-01-01T00:00:00Z");

        private final OrderJsonWriter writer;
        private final Shop.Product product;
        private final int quantity;
        private final byte[] json;
        private final int idAt;
        private final int customerAt;
        private final int timeAt;

        Template(OrderJsonWriter writer, Shop.Product product, int quantity) {
            this.writer = writer;
            this.product = product;
            this.quantity = quantity;
            this.json = write(ID, CUSTOMER, TIME);
            this.idAt = Arrays.mismatch(json, write(OTHER_ID, CUSTOMER, TIME));
            this.customerAt = Arrays.mismatch(json, write(ID, OTHER_CUSTOMER, TIME));
            this.timeAt = Arrays.mismatch(json, write(ID, CUSTOMER, OTHER_TIME));
        }

        private byte[] write(String id, String customer, Instant time) {
            return writer.write(product.order(id, customer, quantity, time));
        }

        /** The JSON text of a customer's name without its quotes, the same in every template. */
        byte[] customerText(String name) {
            byte[] withName = write(ID, name, TIME);
            return Arrays.copyOfRange(withName, customerAt, customerAt + withName.length - json.length);
        }

        /**
         * @param id of {@link OrderIds}
         * @param customer of {@link #customerText}
         * @param time in the writer's format
         */
        byte[] fill(UUID id, byte[] customer, byte[] time) {
            byte[] filled = new byte[json.length + customer.length];
            System.arraycopy(json, 0, filled, 0, customerAt);
            System.arraycopy(customer, 0, filled, customerAt, customer.length);
            System.arraycopy(json, customerAt, filled, customerAt + customer.length, json.length - customerAt);
            OrderIds.write(id, filled, shifted(idAt, customer));
            System.arraycopy(time, 0, filled, shifted(timeAt, customer), time.length);
            return filled;
        }

        private int shifted(int at, byte[] customer) {
            return at < customerAt ? at : at + customer.length;
        }
    }
}
