package io.orderpipeline.producer.send;

import io.orderpipeline.common.kafka.KeyPartitioner;
import io.orderpipeline.producer.generator.Category;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Which category goes to which partition of a topic. */
public record CategorySpread(int partitions) {

    /** Of more partitions than this only the empty ones' number is told. */
    private static final int MOST_LINES = 24;

    public int partitionOf(Category category) {
        return KeyPartitioner.partition(category.key(), partitions);
    }

    /** A line for each partition that gets orders. */
    public List<String> describe() {
        return IntStream.range(0, partitions)
                .filter(partition -> !categoriesOf(partition).isEmpty())
                .limit(MOST_LINES)
                .mapToObj(partition -> "Partition " + partition + ": " + String.join(", ", categoriesOf(partition)))
                .toList();
    }

    /** Partitions that no category's hash leads to. */
    public List<Integer> empty() {
        List<Integer> empty =
                new ArrayList<>(IntStream.range(0, partitions).boxed().toList());
        Stream.of(Category.values()).forEach(category -> empty.remove((Integer) partitionOf(category)));
        return List.copyOf(empty);
    }

    private List<String> categoriesOf(int partition) {
        return Stream.of(Category.values())
                .filter(category -> partitionOf(category) == partition)
                .map(Category::key)
                .collect(Collectors.toList());
    }
}
