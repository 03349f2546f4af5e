package io.orderpipeline.consumer.terminal;

import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.terminal.ScreenTable;
import io.orderpipeline.common.terminal.ScreenTable.Cell;
import io.orderpipeline.common.terminal.ScreenTable.Column;
import io.orderpipeline.common.terminal.ScreenText;
import io.orderpipeline.consumer.monitoring.OrderText;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jline.utils.AttributedString;

/** Lays out the newest orders in Cassandra. */
final class NewestOrdersTable {

    private static final int CATEGORY_WIDTH = 12;
    private static final int CUSTOMER_WIDTH = 8;
    private static final int ID_WIDTH = 36;

    private final TerminalCapabilities terminal;

    NewestOrdersTable(TerminalCapabilities terminal) {
        this.terminal = terminal;
    }

    private record Row(int partition, Order order) {

        Instant time() {
            return order.timestamp();
        }
    }

    /** The headings, then the orders, the newest first. */
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
                .flatMap(entry -> entry.getValue().stream().map(order -> new Row(entry.getKey(), order)))
                .sorted(Comparator.comparing(Row::time, Comparator.nullsFirst(Comparator.naturalOrder()))
                        .reversed())
                .limit(rows - 1)
                .forEach(row -> add(table, row.partition(), row.order()));
        return table.lines(terminal.width(), terminal.style().strong());
    }

    private void add(ScreenTable table, int partition, Order order) {
        table.row(
                Cell.of(partition),
                Cell.of(order.timestamp() == null ? "-" : time(order.timestamp())),
                Cell.of(cut(OrderText.of(order.category()), CATEGORY_WIDTH)),
                Cell.of(order.quantity()),
                Cell.of(OrderText.of(order.totalAmount())),
                Cell.of(cut(OrderText.masked(order.customerName()), CUSTOMER_WIDTH)),
                Cell.of(cut(OrderText.of(order.product()), productWidth())),
                Cell.of(cut(order.orderId(), ID_WIDTH)));
    }

    /** Depends on the screen only, so that columns do not move with each order. */
    private int productWidth() {
        return terminal.isWide() ? 44 : 22;
    }

    private static String cut(String text, int width) {
        return ScreenText.cut(ScreenText.clean(text), width);
    }

    private String time(Instant time) {
        return "%tT".formatted(LocalTime.ofInstant(time, terminal.zone()));
    }
}
