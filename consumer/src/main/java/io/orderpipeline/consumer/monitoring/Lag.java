package io.orderpipeline.consumer.monitoring;

import java.time.Duration;

/**
 * How far the group is behind in one partition.
 *
 * @param committed offset of the first record that is not known to be stored
 * @param end offset of the next record to come
 * @param records between them; never negative
 * @param behind for how long the oldest of them has been waiting; zero when there is none
 */
public record Lag(long committed, long end, long records, Duration behind) {}
