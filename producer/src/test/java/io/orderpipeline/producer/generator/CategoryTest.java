package io.orderpipeline.producer.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.kafka.KeyPartitioner;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CategoryTest {

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void should_give_each_of_three_partitions_four_categories(int partition) {
        assertThat(Stream.of(Category.values()).map(Category::key))
                .filteredOn(key -> KeyPartitioner.partition(key, 3) == partition)
                .hasSize(4);
    }

    @Test
    void should_find_every_category_by_its_key() {
        assertThat(Category.values()).allMatch(category -> Category.withKey(category.key()) == category);
        assertThat(Category.withKey("weapons")).isNull();
    }
}
