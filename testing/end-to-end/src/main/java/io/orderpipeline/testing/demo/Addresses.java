package io.orderpipeline.testing.demo;

/** Where clients reach the servers, as options of our programs take it. */
record Addresses(String bootstrapServers, String contactPoint, String datacenter) {}
