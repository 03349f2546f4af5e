package io.orderpipeline.common.order;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/** Compares what the fast and the general reader make of the same bytes. */
public final class OrderViews {

    private static final OrderJsonReader GENERAL = new OrderJsonReader();

    private OrderViews() {}

    /**
     * Requires that the general reader accepts an order that the fast one returns, with the same values, scales and
     * additional fields.
     *
     * @return whether the fast reader returns an order
     */
    static boolean agree(byte[] json) {
        Optional<OrderView> view = OrderView.read(json);
        view.ifPresent(
                found -> assertThat(decoded(found)).as(new String(json, UTF_8)).isEqualTo(GENERAL.read(json)));
        return view.isPresent();
    }

    /** As above, for a value of another format. */
    public static boolean agree(OrderFormat format, byte[] value, int from) {
        Optional<OrderView> view = format.view(value, from);
        DecodeResult general = format.read(value, from);
        view.ifPresent(found -> assertThat(decoded(found)).isEqualTo(general));
        return view.isPresent();
    }

    /** Equal BigDecimals have the same unscaled value and scale, and equal texts the same UTF-8. */
    private static DecodeResult decoded(OrderView view) {
        Order order = new Order(
                text(view.orderId()),
                text(view.customerName()),
                text(view.product()),
                text(view.category()),
                view.quantity(),
                decimal(view.price()),
                Instant.ofEpochMilli(view.epochMillis()),
                decimal(view.totalAmount()));
        return new DecodeResult.Valid(order, view.additionalFields());
    }

    private static BigDecimal decimal(OrderView.Amount amount) {
        return BigDecimal.valueOf(amount.unscaled(), amount.scale());
    }

    /** Bytes that are not UTF-8 become a text that no record has. */
    private static String text(ByteBuffer utf8) {
        String text = UTF_8.decode(utf8.duplicate()).toString();
        return UTF_8.encode(text).equals(utf8) ? text : "not UTF-8";
    }
}
