package io.orderpipeline.consumer.alerts;

import java.time.Instant;

/**
 * An alert has started, or ended.
 *
 * @param text for a person; holds no customer data
 */
record AlertChange(String alert, boolean firing, String text, Instant time) {}
