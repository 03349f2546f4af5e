package io.orderpipeline.testing.benchmark;

/** Where a contender reads and writes. */
record Target(String topic, String group, String keyspace) {}
