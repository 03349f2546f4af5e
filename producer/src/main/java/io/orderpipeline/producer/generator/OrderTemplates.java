package io.orderpipeline.producer.generator;

import io.orderpipeline.common.order.MillisecondTimestamp;
import io.orderpipeline.common.order.OrderWriter;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Writes the values of orders from templates, which are created on first use. One thread. */
final class OrderTemplates {

    private final Shop shop;
    private final OrderWriter writer;

    /** By product, then by quantity - 1. */
    private final Template[][] templates;

    /** What differs by customer and time is the same in every template. */
    private final Template any;

    private final List<byte[]> customers;

    /** Whether times are text, as in JSON, which takes less time to write than a whole value. */
    private final boolean hasTextTimes;

    /** Cached: at full rate hundreds of orders have the same timestamp. */
    private byte[] time;

    private long timeMillis;

    OrderTemplates(Shop shop, OrderWriter writer) {
        this.shop = shop;
        this.writer = writer;
        this.templates = new Template[shop.products().size()][OrderMaker.LARGEST_QUANTITY];
        this.any = template(0, 1);
        this.customers = shop.customers().stream().map(any::customer).toList();
        this.hasTextTimes = Arrays.equals(any.time(timeMillis), textTime(timeMillis));
        this.time = any.time(timeMillis);
    }

    byte[] write(OrderMaker.Draft draft) {
        if (draft.epochMillis() != timeMillis) {
            timeMillis = draft.epochMillis();
            time = hasTextTimes ? textTime(timeMillis) : any.time(timeMillis);
        }
        return template(draft.product(), draft.quantity()).fill(draft.id(), customers.get(draft.customer()), time);
    }

    /** Without the Z, which all times have. */
    private static byte[] textTime(long epochMillis) {
        byte[] text = new byte[MillisecondTimestamp.LENGTH];
        MillisecondTimestamp.write(epochMillis, text, 0);
        return Arrays.copyOf(text, text.length - 1);
    }

    private Template template(int product, int quantity) {
        Template[] ofProduct = templates[product];
        if (ofProduct[quantity - 1] == null) {
            ofProduct[quantity - 1] = new Template(writer, shop.products().get(product), quantity);
        }
        return ofProduct[quantity - 1];
    }

    /**
     * The values of all orders for one product and quantity, which differ only in id, customer and time, in this
     * sequence. These three are found by comparing values, so this class does not know the rest of the format. Lengths
     * and tags belong to what differs. Immutable.
     */
    static final class Template {

        // Two values of each that differ at both ends in every format: as text, and as a number.
        private static final String ID = OrderIds.id(0, 0, 0).toString();
        private static final String OTHER_ID = OrderIds.id(1L << 47, 0, 0).toString();
        private static final String CUSTOMER = "";
        private static final String OTHER_CUSTOMER = "x";
        private static final Instant TIME = Instant.parse("1970-01-01T00:00:00.000Z");
        private static final Instant OTHER_TIME = Instant.parse("2999-12-31T23:59:59.999Z");

        private final OrderWriter writer;
        private final Shop.Product product;
        private final int quantity;
        private final Region customer;
        private final Region time;
        private final int idAt;

        // The constant bytes before the customer, between customer and time, and after the time.
        private final byte[] head;
        private final byte[] middle;
        private final byte[] tail;

        Template(OrderWriter writer, Shop.Product product, int quantity) {
            this.writer = writer;
            this.product = product;
            this.quantity = quantity;
            byte[] value = write(ID, CUSTOMER, TIME);
            this.customer = Region.between(value, write(ID, OTHER_CUSTOMER, TIME));
            this.time = Region.between(value, write(ID, CUSTOMER, OTHER_TIME));
            this.idAt = Arrays.mismatch(value, write(OTHER_ID, CUSTOMER, TIME));
            this.head = Arrays.copyOf(value, customer.start());
            this.middle = Arrays.copyOfRange(value, customer.end(value), time.start());
            this.tail = Arrays.copyOfRange(value, time.end(value), value.length);
        }

        private byte[] write(String id, String customer, Instant time) {
            return writer.write(product.order(id, customer, quantity, time));
        }

        /** The bytes for a customer. */
        byte[] customer(String name) {
            return customer.of(write(ID, name, TIME));
        }

        /** The bytes for a time. */
        byte[] time(long epochMillis) {
            return time.of(write(ID, CUSTOMER, Instant.ofEpochMilli(epochMillis)));
        }

        /**
         * @param id of {@link OrderIds}
         * @param customer of {@link #customer}
         * @param time of {@link #time}
         */
        byte[] fill(UUID id, byte[] customer, byte[] time) {
            byte[] filled = new byte[head.length + customer.length + middle.length + time.length + tail.length];
            int end = append(head, filled, 0);
            end = append(customer, filled, end);
            end = append(middle, filled, end);
            end = append(time, filled, end);
            append(tail, filled, end);
            OrderIds.write(id, filled, idAt);
            return filled;
        }

        private static int append(byte[] part, byte[] to, int at) {
            System.arraycopy(part, 0, to, at, part.length);
            return at + part.length;
        }
    }

    /**
     * The bytes in which the values of orders differ, if only one field does.
     *
     * @param start the bytes before them
     * @param after the bytes after them
     */
    private record Region(int start, int after) {

        static Region between(byte[] value, byte[] other) {
            int start = Arrays.mismatch(value, other);
            int longest = Math.min(value.length, other.length) - start;
            int after = 0;
            while (after < longest && value[value.length - 1 - after] == other[other.length - 1 - after]) {
                after++;
            }
            return new Region(start, after);
        }

        int end(byte[] value) {
            return value.length - after;
        }

        byte[] of(byte[] value) {
            return Arrays.copyOfRange(value, start, end(value));
        }
    }
}
