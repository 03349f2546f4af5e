package io.orderpipeline.consumer.report;

import io.orderpipeline.common.cli.TextTable;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.consumer.monitoring.Counter;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.monitoring.OrderText;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import io.orderpipeline.consumer.monitoring.PipelineSnapshot.Totals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The final statistics: counters and newest orders for each partition, then totals that must reconcile.
 *
 * @param elapsed since the first thread started
 * @param offsets by partition; empty when the broker did not respond
 * @param newestOrders read from Cassandra, by partition; empty when it did not respond
 */
public record ConsumerStatistics(
        Duration elapsed,
        List<PartitionCounts> partitions,
        Map<Integer, Offsets> offsets,
        Map<Integer, List<Order>> newestOrders) {

    private static final String INDENT = "  ";

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        if (!partitions.isEmpty()) {
            lines.add("");
            lines.add("Statistics by partition");
            lines.addAll(counts().lines(INDENT));
        }
        for (PartitionCounts partition : partitions) {
            lines.add("");
            lines.add("Partition " + partition.partition());
            if (partition.count(Counter.WRITTEN) > 0) {
                lines.add(INDENT + "written by category: " + categories(partition));
            }
            if (partition.count(Counter.EXTRA_FIELDS) > 0) {
                lines.add(INDENT + extraFields(partition));
            }
            lines.addAll(newestOrders(partition.partition()));
        }
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.add(totals());
        return lines;
    }

    private TextTable counts() {
        List<String> headings = new ArrayList<>(List.of("partition"));
        Counter.columns().map(Counter::heading).forEach(headings::add);
        headings.addAll(List.of("orders/s", "committed", "lag", "thread"));
        TextTable table = new TextTable("r".repeat(headings.size() - 1) + "l", headings.toArray(String[]::new));
        for (PartitionCounts partition : partitions) {
            List<Object> row = new ArrayList<>(List.of(partition.partition()));
            Counter.columns().map(partition::count).forEach(row::add);
            row.add(perSecond(partition.count(Counter.WRITTEN)));
            row.add(committed(partition));
            row.add(lag(partition.partition()));
            row.add(partition.assignment().thread());
            table.row(row.toArray());
        }
        return table;
    }

    private long perSecond(long orders) {
        return orders * 1000 / Math.max(1, elapsed.toMillis());
    }

    /** From the broker; when it did not respond, the last offset this process committed. */
    private String committed(PartitionCounts partition) {
        Offsets known = offsets.get(partition.partition());
        long offset = known == null ? partition.position().committedOffset() : known.committed();
        return offset < 0 ? "none" : "%,d".formatted(offset);
    }

    private String lag(int partition) {
        Offsets known = offsets.get(partition);
        return known == null ? "unknown" : "%,d".formatted(known.lag());
    }

    private static String categories(PartitionCounts partition) {
        return partition.writtenByCategory().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .map(entry -> "%s %,d".formatted(TextTable.printable(entry.getKey()), entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String extraFields(PartitionCounts partition) {
        long notStored = partition.count(Counter.EXTRA_FIELDS_NOT_STORED);
        return "further fields: %,d stored in columns of their names, %,d not (no such column, or another type)"
                .formatted(partition.count(Counter.EXTRA_FIELDS) - notStored, notStored);
    }

    private List<String> newestOrders(int partition) {
        List<Order> orders = newestOrders.getOrDefault(partition, List.of());
        if (orders.isEmpty()) {
            return List.of(INDENT + "newest orders in Cassandra: none could be read");
        }
        TextTable table = new TextTable(
                "lllllrrr", "order_id", "timestamp", "customer", "category", "product", "quantity", "price", "total");
        for (Order order : orders) {
            table.row(
                    order.orderId(),
                    OrderText.of(order.timestamp()),
                    OrderText.masked(order.customerName()),
                    OrderText.of(order.category()),
                    OrderText.of(order.product()),
                    order.quantity(),
                    OrderText.of(order.price()),
                    OrderText.of(order.totalAmount()));
        }
        List<String> lines = new ArrayList<>();
        lines.add(INDENT + "newest orders in Cassandra:");
        lines.addAll(table.lines(INDENT + INDENT));
        return lines;
    }

    private String totals() {
        Totals totals = Totals.of(partitions);
        return "%s; %,d orders/s in %d.%d s"
                .formatted(
                        totals.format("Total: polled %,d = written %,d + dead-lettered %,d + in flight %,d +"
                                + " handed back %,d"),
                        perSecond(totals.count(Counter.WRITTEN)),
                        elapsed.toSeconds(),
                        elapsed.toMillisPart() / 100);
    }
}
