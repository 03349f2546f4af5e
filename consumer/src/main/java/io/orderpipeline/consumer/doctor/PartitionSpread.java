package io.orderpipeline.consumer.doctor;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.cli.NumberRanges;
import io.orderpipeline.common.cli.TextTable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
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
 * Checks the distribution of orders over the partitions: the number of all of them, and the categories of a bounded
 * sample of the newest. One thread.
 */
final class PartitionSpread {

    /** With fewer records in total no partition is called hot. */
    private static final long MIN_RECORDS = 1_000;

    /** A hot partition has more than this many times the mean of the others. */
    private static final int HOT_FACTOR = 2;

    private static final int MAX_CATEGORIES = 8;
    private static final int MAX_CATEGORY_LENGTH = 24;

    private static final String NO_KEY = "(no key)";

    /** Different keys would look the same if their bytes were replaced, and seem to be on several partitions. */
    private static final String NOT_TEXT = "[key is not UTF-8]";

    private final Map<Integer, Long> records;
    private final Map<Integer, Set<String>> categories = new TreeMap<>();

    /** @param records by partition, for every partition of the topic */
    PartitionSpread(Map<Integer, Long> records) {
        this.records = new TreeMap<>(records);
    }

    void sample(ConsumerRecord<byte[], byte[]> record) {
        String category = category(record.key());
        categories
                .computeIfAbsent(record.partition(), partition -> new TreeSet<>())
                .add(category.length() > MAX_CATEGORY_LENGTH ? category.substring(0, MAX_CATEGORY_LENGTH) : category);
    }

    private static String category(byte[] key) {
        try {
            return key == null
                    ? NO_KEY
                    : UTF_8.newDecoder().decode(ByteBuffer.wrap(key)).toString();
        } catch (CharacterCodingException e) {
            return NOT_TEXT;
        }
    }

    CheckResult result() {
        long total = records.values().stream().mapToLong(Long::longValue).sum();
        String text = "%,d on %d partitions: %s".formatted(total, records.size(), describe());
        if (total == 0) {
            return CheckResult.warn("none yet; start the producer, or check --topic");
        }
        List<String> concerns = concerns(total);
        return concerns.isEmpty() ? CheckResult.ok(text) : CheckResult.warn(text + "; " + String.join("; ", concerns));
    }

    private List<String> concerns(long total) {
        List<String> concerns = new ArrayList<>();
        String empty = NumberRanges.of(records.entrySet().stream()
                .filter(partition -> partition.getValue() == 0)
                .map(Map.Entry::getKey)
                .toList());
        if (!empty.isEmpty()) {
            concerns.add("nothing on partition " + empty
                    + ": no category is hashed to it; use fewer partitions or other categories");
        }
        hot(total).ifPresent(concerns::add);
        categoriesOnSeveralPartitions().ifPresent(concerns::add);
        return concerns;
    }

    private Optional<String> hot(long total) {
        return records.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .filter(hottest -> records.size() > 1 && total >= MIN_RECORDS)
                .filter(hottest -> hottest.getValue()
                        > HOT_FACTOR * Math.max(1, (total - hottest.getValue()) / (records.size() - 1)))
                .map(hottest -> "partition " + hottest.getKey() + " has " + hottest.getValue() * 100 / total
                        + "% of all: its thread limits the throughput; use keys that distribute its categories");
    }

    /** Such a category has lost the order of its records. */
    private Optional<String> categoriesOnSeveralPartitions() {
        Map<String, Long> partitionsOf = categories.values().stream()
                .flatMap(Set::stream)
                .filter(category -> !category.equals(NO_KEY) && !category.equals(NOT_TEXT))
                .collect(Collectors.groupingBy(category -> category, TreeMap::new, Collectors.counting()));
        return partitionsOf.entrySet().stream()
                .filter(category -> category.getValue() > 1)
                .max(Map.Entry.comparingByValue(Comparator.naturalOrder()))
                .map(category -> "category " + category.getKey() + " is on " + category.getValue()
                        + " partitions: partitions were added, or a producer uses another partitioner");
    }

    private String describe() {
        List<String> all = records.entrySet().stream()
                .map(partition ->
                        "p%d %,d%s".formatted(partition.getKey(), partition.getValue(), names(partition.getKey())))
                .toList();
        return CheckResult.abbreviate(all, TextTable.MOST_ROWS);
    }

    private String names(int partition) {
        Set<String> names = categories.getOrDefault(partition, Set.of());
        if (names.isEmpty()) {
            return "";
        }
        String most = names.stream().limit(MAX_CATEGORIES).collect(Collectors.joining(" "));
        return " (" + most + (names.size() > MAX_CATEGORIES ? " ..." : "") + ")";
    }
}
