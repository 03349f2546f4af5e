package io.orderpipeline.producer.send;

import io.orderpipeline.common.cli.TextTable;
import io.orderpipeline.common.kafka.KeyPartitioner;
import io.orderpipeline.producer.generator.Category;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Maps each category to the partition of its key. */
public record CategorySpread(int partitions) {

    public int partitionOf(Category category) {
        return KeyPartitioner.partition(category.key(), partitions);
    }

    /** One line for each partition that receives orders. */
    public List<String> describe() {
        return IntStream.range(0, partitions)
                .filter(partition -> !categoriesOf(partition).isEmpty())
                .limit(TextTable.MOST_ROWS)
                .mapToObj(partition -> "Partition " + partition + ": " + String.join(", ", categoriesOf(partition)))
                .toList();
    }

    public List<Integer> empty() {
        return IntStream.range(0, partitions)
                .filter(partition -> categoriesOf(partition).isEmpty())
                .boxed()
                .toList();
    }

    private List<String> categoriesOf(int partition) {
        return Stream.of(Category.values())
                .filter(category -> partitionOf(category) == partition)
                .map(Category::key)
                .toList();
    }
}
