package io.orderpipeline.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPartitionerTest {

    /** The values that Kafka's own tests and other clients hold for murmur2. */
    @ParameterizedTest
    @CsvSource({"21, 2147483647, 1173551340", "foobar, 2147483647, 1357151166", "books, 3, 0", "tools, 3, 2"})
    void should_agree_with_every_kafka_client(String key, int partitions, int expected) {
        assertThat(KeyPartitioner.partition(key, partitions)).isEqualTo(expected);
    }
}
