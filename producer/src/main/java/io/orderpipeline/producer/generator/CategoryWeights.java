package io.orderpipeline.producer.generator;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The relative popularity of categories. A category that is not named has weight 1; weight 0 excludes it. */
public record CategoryWeights(Map<Category, Double> named) {

    public static final CategoryWeights EVEN = new CategoryWeights(Map.of());

    public CategoryWeights {
        // In the order of the categories, so that toString is stable.
        EnumMap<Category, Double> ordered = new EnumMap<>(Category.class);
        ordered.putAll(named);
        named = Collections.unmodifiableMap(ordered);
    }

    /**
     * @param text {@code books=5,tools=0.5}
     * @throws IllegalArgumentException with a message that says what to write instead
     */
    public static CategoryWeights parse(String text) {
        Map<Category, Double> named = new EnumMap<>(Category.class);
        for (String part : text.split(",", -1)) {
            String[] pair = part.split("=", -1);
            if (pair.length != 2) {
                throw new IllegalArgumentException("'" + part.strip() + "' is not CATEGORY=WEIGHT, such as books=5");
            }
            if (named.put(category(pair[0].strip()), weight(pair[1].strip())) != null) {
                throw new IllegalArgumentException("'" + pair[0].strip() + "' has two weights; give it one");
            }
        }
        CategoryWeights weights = new CategoryWeights(named);
        if (Stream.of(Category.values()).mapToDouble(weights::of).sum() <= 0) {
            throw new IllegalArgumentException("every category has weight 0; give one of them a positive weight");
        }
        return weights;
    }

    private static Category category(String key) {
        Category category = Category.withKey(key);
        if (category == null) {
            throw new IllegalArgumentException("unknown category '" + key + "'; there are " + Category.keys());
        }
        return category;
    }

    private static double weight(String text) {
        try {
            double weight = Double.parseDouble(text);
            if (weight >= 0 && weight <= 1e9) {
                return weight;
            }
        } catch (NumberFormatException e) {
            // Reported below.
        }
        throw new IllegalArgumentException("'" + text + "' is not a weight; write a number of 0 or more");
    }

    double of(Category category) {
        return named.getOrDefault(category, 1.0);
    }

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return named.isEmpty()
                ? "even"
                : named.entrySet().stream()
                        .map(entry -> entry.getKey().key() + "=" + entry.getValue())
                        .collect(Collectors.joining(","));
    }
}
