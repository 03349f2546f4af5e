package io.orderpipeline.common.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.utils.Utils;

/**
 * Computes the partition of a key as Kafka's default partitioner does: murmur2 of the key's bytes, made positive,
 * modulo the number of partitions. Every Kafka client uses this hash.
 */
public final class KeyPartitioner {

    private KeyPartitioner() {}

    public static int partition(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % partitions;
    }
}
