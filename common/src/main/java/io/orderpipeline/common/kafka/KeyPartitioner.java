package io.orderpipeline.common.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.utils.Utils;

/**
 * Which partition Kafka's own default partitioner gives a key: murmur2 of the key's bytes, made positive, modulo the
 * number of partitions. Every Kafka client agrees on it, so it can be told before a record is sent.
 */
public final class KeyPartitioner {

    private KeyPartitioner() {}

    public static int partition(String key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key.getBytes(UTF_8))) % partitions;
    }
}
