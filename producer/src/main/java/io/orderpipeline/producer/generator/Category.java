package io.orderpipeline.producer.generator;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the shop sells. The names are chosen by Kafka's hash of them: with three partitions each gets four, so that even
 * weights load the partitions evenly. Another name moves that balance; a test holds it.
 */
public enum Category {
    // Partition 0 of 3.
    ELECTRONICS,
    BOOKS,
    GROCERIES,
    TOYS,
    // Partition 1 of 3.
    SPORTS,
    FURNITURE,
    GARDEN,
    MUSIC,
    // Partition 2 of 3.
    CLOTHING,
    AUTOMOTIVE,
    TOOLS,
    STATIONERY;

    private static final Map<String, Category> BY_KEY =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(Category::key, Function.identity()));

    private final String key = name().toLowerCase(Locale.ROOT);

    /** The category of an order, and its record's key. */
    public String key() {
        return key;
    }

    /** Null when no category has that key. */
    static Category withKey(String key) {
        return BY_KEY.get(key);
    }

    /** For messages: every key, in order. */
    static String keys() {
        return Stream.of(values()).map(Category::key).collect(Collectors.joining(", "));
    }
}
