package io.orderpipeline.consumer.report;

import io.orderpipeline.common.cli.NumberRanges;
import io.orderpipeline.common.cli.TextTable;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.terminal.ScreenText;
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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The final statistics: counters and newest orders for each partition, then totals that must reconcile. As text, they
 * fit in {@link ScreenText#STANDARD_WIDTH} columns.
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

    /** Names from foreign producers can be long. */
    private static final int LONGEST_NAME = 30;

    /** The counters of the accounting rule have a table of their own. */
    private static final List<Counter> ACCOUNTING =
            List.of(Counter.POLLED, Counter.WRITTEN, Counter.DEAD_LETTERED, Counter.IN_FLIGHT, Counter.HANDED_BACK);

    /** @param totalsWidth of the last line, which breaks only on a terminal: scripts read it */
    public List<String> lines(int totalsWidth) {
        List<String> lines = new ArrayList<>();
        List<PartitionCounts> shown = shown();
        if (!shown.isEmpty()) {
            lines.add("");
            lines.add("Statistics by partition");
            lines.addAll(accounting(shown).lines(INDENT));
            lines.add("");
            lines.addAll(work(shown).lines(INDENT));
        }
        shown.forEach(partition -> add(lines, partition));
        Set<Integer> numbers = shown.stream().map(PartitionCounts::partition).collect(Collectors.toSet());
        List<Integer> left = partitions.stream()
                .map(PartitionCounts::partition)
                .filter(number -> !numbers.contains(number))
                .toList();
        if (!left.isEmpty()) {
            lines.add("");
            lines.add("%,d partitions without records: %s".formatted(left.size(), NumberRanges.of(left)));
        }
        if (!lines.isEmpty()) {
            lines.add("");
        }
        lines.addAll(totals(totalsWidth));
        return lines;
    }

    /** Of many partitions, those of which something was polled. */
    private List<PartitionCounts> shown() {
        return partitions.size() <= TextTable.MOST_ROWS
                ? partitions
                : partitions.stream()
                        .filter(partition -> partition.count(Counter.POLLED) > 0)
                        .toList();
    }

    private TextTable accounting(List<PartitionCounts> shown) {
        return table(shown, ACCOUNTING.stream(), List.of(), partition -> List.of());
    }

    private TextTable work(List<PartitionCounts> shown) {
        return table(
                shown,
                Counter.columns().filter(counter -> !ACCOUNTING.contains(counter)),
                List.of("orders/s", "committed", "lag"),
                partition -> List.of(
                        perSecond(partition.count(Counter.WRITTEN)), committed(partition), lag(partition.partition())));
    }

    @FunctionalInterface
    private interface Cells {
        List<Object> of(PartitionCounts partition);
    }

    private TextTable table(
            List<PartitionCounts> shown, Stream<Counter> counters, List<String> moreHeadings, Cells more) {
        List<Counter> columns = counters.toList();
        List<String> headings = new ArrayList<>(List.of("partition"));
        columns.stream().map(Counter::heading).forEach(headings::add);
        headings.addAll(moreHeadings);
        TextTable table = new TextTable("r".repeat(headings.size()), headings.toArray(String[]::new));
        for (PartitionCounts partition : shown) {
            List<Object> row = new ArrayList<>(List.of(partition.partition()));
            columns.stream().map(partition::count).forEach(row::add);
            row.addAll(more.of(partition));
            table.row(row.toArray());
        }
        return table;
    }

    private long perSecond(long orders) {
        return orders * 1000 / Math.max(1, elapsed.toMillis());
    }

    /** From the broker; when it did not respond, the last offset this process committed, if it has committed any. */
    private String committed(PartitionCounts partition) {
        Offsets known = offsets.get(partition.partition());
        long offset = known == null ? partition.position().committedOffset() : known.committed();
        return offset < 0 ? "unknown" : "%,d".formatted(offset);
    }

    private String lag(int partition) {
        Offsets known = offsets.get(partition);
        return known == null ? "unknown" : "%,d".formatted(known.lag());
    }

    private void add(List<String> lines, PartitionCounts partition) {
        lines.add("");
        lines.add("Partition %d, thread %s"
                .formatted(partition.partition(), partition.assignment().thread()));
        if (partition.count(Counter.WRITTEN) > 0) {
            lines.addAll(categories(partition));
        }
        if (partition.count(Counter.EXTRA_FIELDS) > 0) {
            lines.addAll(extraFields(partition));
        }
        lines.addAll(newestOrders(partition.partition()));
    }

    private static List<String> categories(PartitionCounts partition) {
        List<Map.Entry<String, Long>> sorted = partition.writtenByCategory().entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                        .thenComparing(Map.Entry.comparingByKey()))
                .toList();
        List<String> parts = new ArrayList<>(List.of(INDENT + "written by category:"));
        for (int i = 0; i < sorted.size(); i++) {
            String end = i == sorted.size() - 1 ? "" : ",";
            parts.add("%s %,d%s"
                    .formatted(
                            cut(sorted.get(i).getKey(), LONGEST_NAME),
                            sorted.get(i).getValue(),
                            end));
        }
        return wrap(parts);
    }

    private static List<String> extraFields(PartitionCounts partition) {
        long notStored = partition.count(Counter.EXTRA_FIELDS_NOT_STORED);
        return wrap(List.of(
                INDENT
                        + "further fields: %,d stored in columns of their names, %,d not"
                                .formatted(partition.count(Counter.EXTRA_FIELDS) - notStored, notStored),
                "(no such column, or another type)"));
    }

    private static List<String> wrap(List<String> parts) {
        return ScreenText.wrap(parts, ScreenText.QUOTED_WIDTH, INDENT + INDENT);
    }

    private List<String> newestOrders(int partition) {
        List<Order> orders = newestOrders.getOrDefault(partition, List.of());
        if (orders.isEmpty()) {
            return List.of(INDENT + "newest orders in Cassandra: none was read");
        }
        List<String> lines = new ArrayList<>(List.of(INDENT + "newest orders in Cassandra:"));
        orders.stream()
                .flatMap(ConsumerStatistics::order)
                .map(line -> cut(line, ScreenText.STANDARD_WIDTH))
                .forEach(lines::add);
        return lines;
    }

    /** In two lines: an id alone takes half of the width. */
    private static Stream<String> order(Order order) {
        return Stream.of(
                INDENT + INDENT + order.orderId() + INDENT + OrderText.of(order.timestamp()),
                INDENT.repeat(3)
                        + "%s: %,d x %s at %s = %s, for %s"
                                .formatted(
                                        cut(OrderText.of(order.category()), LONGEST_NAME),
                                        order.quantity(),
                                        cut(OrderText.of(order.product()), LONGEST_NAME),
                                        OrderText.of(order.price()),
                                        OrderText.of(order.totalAmount()),
                                        OrderText.masked(order.customerName())));
    }

    private static String cut(String data, int width) {
        return ScreenText.cut(ScreenText.clean(data), width);
    }

    private List<String> totals(int width) {
        Totals totals = Totals.of(partitions);
        String rule = totals.format(
                "Total: polled %,d\n= written %,d\n+ dead-lettered %,d\n+ in flight %,d\n+ handed back %,d");
        List<String> parts = new ArrayList<>((rule + ";").lines().toList());
        parts.add("%,d orders/s in %d.%d s"
                .formatted(
                        perSecond(totals.count(Counter.WRITTEN)), elapsed.toSeconds(), elapsed.toMillisPart() / 100));
        return ScreenText.wrap(parts, width, INDENT);
    }
}
