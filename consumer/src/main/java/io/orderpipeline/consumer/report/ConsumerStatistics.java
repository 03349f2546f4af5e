package io.orderpipeline.consumer.report;

import io.orderpipeline.common.cli.TextTable;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.consumer.monitoring.CustomerNameMask;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.monitoring.PartitionCounts;
import io.orderpipeline.consumer.monitoring.Totals;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * What the program has done, told at its end: partition by partition with orders read back from Cassandra, then totals
 * that must add up.
 *
 * @param elapsed since the first thread started
 * @param offsets by partition; empty when the broker did not say
 * @param newestOrders by partition; empty when Cassandra did not say
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
            if (partition.written() > 0) {
                lines.add(INDENT + "written by category: " + categories(partition));
            }
            if (partition.extraFields() > 0) {
                lines.add(INDENT + extraFields(partition));
            }
            lines.addAll(samples(partition.partition()));
        }
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.add(totals());
        return lines;
    }

    private TextTable counts() {
        TextTable table = new TextTable(
                "rrrrrrrrrrrl",
                "partition",
                "polled",
                "written",
                "dead-lettered",
                "in flight",
                "handed back",
                "retries",
                "batches",
                "orders/s",
                "committed",
                "lag",
                "thread");
        for (PartitionCounts partition : partitions) {
            table.row(
                    partition.partition(),
                    partition.polled(),
                    partition.written(),
                    partition.deadLettered(),
                    partition.inFlight(),
                    partition.handedBack(),
                    partition.retries(),
                    partition.batches(),
                    perSecond(partition.written()),
                    committed(partition),
                    lag(partition.partition()),
                    partition.thread());
        }
        return table;
    }

    private long perSecond(long orders) {
        return orders * 1000 / Math.max(1, elapsed.toMillis());
    }

    /** As the broker knows it, or else as this process left it. */
    private String committed(PartitionCounts partition) {
        Offsets known = offsets.get(partition.partition());
        long offset = known == null ? partition.committedOffset() : known.committed();
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
        return "further fields: %,d stored in columns of their names, %,d not (no such column, or another type)"
                .formatted(
                        partition.extraFields() - partition.extraFieldsNotStored(), partition.extraFieldsNotStored());
    }

    private List<String> samples(int partition) {
        List<Order> orders = newestOrders.getOrDefault(partition, List.of());
        if (orders.isEmpty()) {
            return List.of(INDENT + "newest orders in Cassandra: none could be read");
        }
        TextTable table = new TextTable(
                "lllllrrr", "order_id", "timestamp", "customer", "category", "product", "quantity", "price", "total");
        for (Order order : orders) {
            table.row(
                    order.orderId(),
                    shown(order.timestamp()),
                    CustomerNameMask.masked(order.customerName()),
                    shown(order.category()),
                    shown(order.product()),
                    order.quantity(),
                    shown(order.price()),
                    shown(order.totalAmount()));
        }
        List<String> lines = new ArrayList<>();
        lines.add(INDENT + "newest orders in Cassandra:");
        lines.addAll(table.lines(INDENT + INDENT));
        return lines;
    }

    /** A cell that somebody deleted by hand is null. */
    private static String shown(Object cell) {
        return cell instanceof BigDecimal amount ? amount.toPlainString() : Objects.toString(cell, "-");
    }

    private String totals() {
        Totals totals = Totals.of(partitions);
        return "Total: polled %,d = written %,d + dead-lettered %,d + in flight %,d + handed back %,d%s; %,d orders/s in %s s"
                .formatted(
                        totals.polled(),
                        totals.written(),
                        totals.deadLettered(),
                        totals.inFlight(),
                        totals.handedBack(),
                        totals.reconcile() ? "" : "  DOES NOT ADD UP",
                        perSecond(totals.written()),
                        "%d.%d".formatted(elapsed.toSeconds(), elapsed.toMillisPart() / 100));
    }
}
