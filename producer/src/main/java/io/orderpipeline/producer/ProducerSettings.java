package io.orderpipeline.producer;

import io.orderpipeline.producer.content.ContentSettings;

/**
 * Everything that a run was asked for, checked.
 *
 * @param dryRun print the orders instead of sending them
 */
record ProducerSettings(ContentSettings content, PaceSettings pace, KafkaTarget kafka, boolean dryRun) {}
