package io.orderpipeline.consumer.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * How the orders lie on the partitions: all of them by number, the newest by category. Collects a bounded sample; one
 * thread.
 */
final class PartitionSpread {

    /** Fewer records than this in all tell nothing about a partition that is hot. */
    private static final long MEANINGFUL = 1_000;

    /** So many times the mean of the others is hot. */
    private static final int HOT = 2;

    private static final int MOST_PARTITIONS = 24;
    private static final int MOST_CATEGORIES = 8;
    private static final int LONGEST_CATEGORY = 24;

    private static final String NO_KEY = "(no key)";

    private final Map<Integer, Long> records;
    private final Map<Integer, Set<String>> categories = new TreeMap<>();

    /** @param records by partition, for every partition of the topic */
    PartitionSpread(Map<Integer, Long> records) {
        this.records = new TreeMap<>(records);
    }

    void sample(ConsumerRecord<byte[], byte[]> record) {
        String category = record.key() == null ? NO_KEY : new String(record.key(), UTF_8);
        categories
                .computeIfAbsent(record.partition(), partition -> new TreeSet<>())
                .add(category.length() > LONGEST_CATEGORY ? category.substring(0, LONGEST_CATEGORY) : category);
    }

    CheckResult answer() {
        long total = records.values().stream().mapToLong(Long::longValue).sum();
        String text = "%,d on %d partitions: %s".formatted(total, records.size(), describe());
        if (total == 0) {
            return CheckResult.warn("none yet; start the producer, or see whether --topic is right");
        }
        List<String> concerns = concerns(total);
        return concerns.isEmpty() ? CheckResult.ok(text) : CheckResult.warn(text + "; " + String.join("; ", concerns));
    }

    private List<String> concerns(long total) {
        List<String> concerns = new ArrayList<>();
        String empty = records.entrySet().stream()
                .filter(partition -> partition.getValue() == 0)
                .map(partition -> partition.getKey().toString())
                .collect(Collectors.joining(", "));
        if (!empty.isEmpty()) {
            concerns.add("nothing on partition " + empty
                    + ": no category's hash leads there; fewer partitions or other categories would load them all");
        }
        hot(total).ifPresent(concerns::add);
        strays().ifPresent(concerns::add);
        return concerns;
    }

    private Optional<String> hot(long total) {
        return records.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .filter(hottest -> records.size() > 1 && total >= MEANINGFUL)
                .filter(hottest ->
                        hottest.getValue() > HOT * Math.max(1, (total - hottest.getValue()) / (records.size() - 1)))
                .map(hottest -> "partition " + hottest.getKey() + " has " + hottest.getValue() * 100 / total
                        + "% of all: its thread limits the rest; give its categories keys that spread them");
    }

    /** A category that is on two partitions has lost the order of its records. */
    private Optional<String> strays() {
        Map<String, Long> partitionsOf = categories.values().stream()
                .flatMap(Set::stream)
                .filter(category -> !category.equals(NO_KEY))
                .collect(Collectors.groupingBy(category -> category, TreeMap::new, Collectors.counting()));
        return partitionsOf.entrySet().stream()
                .filter(category -> category.getValue() > 1)
                .max(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .map(category -> "category " + category.getKey() + " is on " + category.getValue()
                        + " partitions: partitions were added, or a producer has another partitioner");
    }

    private String describe() {
        String all = records.entrySet().stream()
                .limit(MOST_PARTITIONS)
                .map(partition ->
                        "p%d %,d%s".formatted(partition.getKey(), partition.getValue(), names(partition.getKey())))
                .collect(Collectors.joining(", "));
        return records.size() > MOST_PARTITIONS ? all + ", ..." : all;
    }

    private String names(int partition) {
        Set<String> names = categories.getOrDefault(partition, Set.of());
        if (names.isEmpty()) {
            return "";
        }
        String most = names.stream().limit(MOST_CATEGORIES).collect(Collectors.joining(" "));
        return " (" + most + (names.size() > MOST_CATEGORIES ? " ..." : "") + ")";
    }
}
