package io.orderpipeline.consumer.terminal;

import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.terminal.ScreenTable;
import io.orderpipeline.common.terminal.ScreenTable.Cell;
import io.orderpipeline.common.terminal.ScreenTable.Column;
import io.orderpipeline.common.terminal.ScreenText;
import io.orderpipeline.consumer.monitoring.CustomerNameMask;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jline.utils.AttributedString;

/** The newest orders of all partitions, as the table gave them. */
final class NewestOrdersTable {

    private static final int CATEGORY_WIDTH = 12;
    private static final int CUSTOMER_WIDTH = 8;
    private static final int ID_WIDTH = 36;

    private final TerminalCapabilities look;

    NewestOrdersTable(TerminalCapabilities look) {
        this.look = look;
    }

    private record Place(int partition, Order order) {

        Instant time() {
            return order.timestamp();
        }
    }

    /** Headings and the newest orders first. */
    List<AttributedString> lines(Map<Integer, List<Order>> byPartition, int rows) {
        ScreenTable table = new ScreenTable(
                Column.right("p", 2, 0),
                Column.left("time", 8, 1),
                Column.left("category", CATEGORY_WIDTH, 0),
                Column.right("pieces", 6, 2),
                Column.right("total", 10, 1),
                Column.left("customer", CUSTOMER_WIDTH, 3),
                Column.left("product", productWidth(), 0),
                Column.left("order_id", ID_WIDTH, 4));
        byPartition.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(order -> new Place(entry.getKey(), order)))
                .sorted(Comparator.comparing(Place::time, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .reversed())
                .limit(rows - 1)
                .forEach(place -> row(table, place.partition(), place.order()));
        return table.lines(look.width(), look.ink().strong());
    }

    private void row(ScreenTable table, int partition, Order order) {
        table.row(
                Cell.of(partition),
                Cell.of(order.timestamp() == null ? "-" : time(order.timestamp())),
                Cell.of(cut(shown(order.category()), CATEGORY_WIDTH)),
                Cell.of(order.quantity()),
                Cell.of(shown(order.totalAmount())),
                Cell.of(cut(CustomerNameMask.masked(order.customerName()), CUSTOMER_WIDTH)),
                Cell.of(cut(shown(order.product()), productWidth())),
                Cell.of(cut(order.orderId(), ID_WIDTH)));
    }

    /** Columns come and go with the screen and not with the orders. */
    private int productWidth() {
        return look.isWide() ? 44 : 22;
    }

    private static String cut(String text, int width) {
        return ScreenText.cut(ScreenText.clean(text), width);
    }

    private String time(Instant time) {
        return "%tT".formatted(LocalTime.ofInstant(time, look.zone()));
    }

    /** A cell that somebody deleted by hand is null. */
    private static String shown(Object cell) {
        return cell instanceof BigDecimal amount ? amount.toPlainString() : Objects.toString(cell, "-");
    }
}
