package io.orderpipeline.producer.generator;

import io.orderpipeline.common.order.MillisecondTimestamp;
import io.orderpipeline.common.order.OrderJsonWriter;
import java.util.List;

/** Writes the JSON of orders from templates, which are created on first use. One thread. */
final class OrderTemplates {

    private final OrderJsonWriter writer = new OrderJsonWriter();
    private final Shop shop;

    /** By product, then by quantity - 1. */
    private final OrderTemplate[][] templates;

    private final List<byte[]> customers;

    /** Cached: at full rate hundreds of orders have the same timestamp. */
    private final byte[] time = new byte[MillisecondTimestamp.LENGTH];

    private long timeMillis;

    OrderTemplates(Shop shop) {
        this.shop = shop;
        this.templates = new OrderTemplate[shop.products().size()][OrderMaker.LARGEST_QUANTITY];
        OrderTemplate any = template(0, 1);
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

    private OrderTemplate template(int product, int quantity) {
        OrderTemplate[] ofProduct = templates[product];
        if (ofProduct[quantity - 1] == null) {
            ofProduct[quantity - 1] = new OrderTemplate(writer, shop.products().get(product), quantity);
        }
        return ofProduct[quantity - 1];
    }
}
