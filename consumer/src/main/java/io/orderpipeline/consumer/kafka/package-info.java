/**
 * Kafka clients: settings of the consumers, topics at start, and scans of topics that neither join a group nor commit.
 */
package io.orderpipeline.consumer.kafka;
