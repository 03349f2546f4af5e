package io.orderpipeline.producer.generator;

import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Product categories, whose names are the record keys. Their hashes assign four categories to each of three partitions,
 * so that even weights load the partitions evenly. A test checks this balance.
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

    /** The record key, and the category field of the order. */
    public String key() {
        return key;
    }

    /** Null when no category has that key. */
    static Category withKey(String key) {
        return BY_KEY.get(key);
    }

    static String keys() {
        return Stream.of(values()).map(Category::key).collect(Collectors.joining(", "));
    }
}
