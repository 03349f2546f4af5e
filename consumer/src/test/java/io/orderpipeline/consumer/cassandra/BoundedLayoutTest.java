package io.orderpipeline.consumer.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.consumer.cassandra.row.CqlValues;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BoundedLayoutTest {

    private static final Shards SHARDS = new Shards(Duration.ofSeconds(10), 16);
    private static final Instant TEN_SECONDS = Instant.parse("2026-01-31T12:00:10Z");

    private final BoundedLayout layout = new BoundedLayout(SHARDS, Optional.empty());

    @Test
    void should_parse_its_own_comment() {
        assertThat(layout.comment()).isEqualTo("bucket 10 s, spread 16");
        assertThat(BoundedLayout.of(layout.comment(), Optional.empty())).contains(layout);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "orders by bucket",
                "bucket 0 s, spread 4",
                "bucket 60 s, spread 0",
                "bucket 60 s, spread 257"
            })
    void should_reject_any_other_comment(String comment) {
        assertThat(BoundedLayout.of(comment, Optional.empty())).isEmpty();
    }

    @Test
    void should_derive_write_timestamps_from_bucket_and_offset() {
        long shard = SHARDS.of(TEN_SECONDS, 3);

        assertThat(layout.writeTimestamp(shard, 8)).isEqualTo(layout.writeTimestamp(shard, 7) + 1);
        assertThat(layout.version(shard, layout.writeTimestamp(shard, 7))).isEqualTo(7);
        assertThat(layout.writeTimestamp(shard, 1_000_000))
                .as("in microseconds, one second later for a million records")
                .isEqualTo(TEN_SECONDS.plusSeconds(1).toEpochMilli() * 1_000);
    }

    @Test
    void should_write_undated_orders_with_their_offsets() {
        long shard = layout.shard(CqlValues.text("order-1"));

        assertThat(layout.writeTimestamp(shard, 7)).isEqualTo(7);
    }

    @Test
    void should_have_the_kafka_partition_in_the_key() {
        assertThat(layout.key(2, SHARDS.of(TEN_SECONDS, 3)))
                .containsExactly(CqlValues.integer(2), CqlValues.timestamp(TEN_SECONDS), CqlValues.integer(3));
    }

    @Test
    void should_describe_the_rate_up_to_which_its_partitions_stay_small() {
        assertThat(new BoundedLayout(new Shards(Duration.ofMinutes(1), 4), Optional.of(Duration.ofDays(90)))
                        .description())
                .isEqualTo("bucket 60 s, spread 4, time to live 7776000 s: a Cassandra partition has 100,000 rows"
                        + " when a Kafka partition receives 400,000 orders in one bucket");
    }

    @ParameterizedTest
    @CsvSource({"90d, DAYS, 3", "31d, DAYS, 1", "7d, HOURS, 5", "2h, MINUTES, 4", "5s, MINUTES, 1", "none, DAYS, 7"})
    void should_have_about_thirty_compaction_windows_within_the_ttl(String life, String unit, long size) {
        Optional<Duration> timeToLive = life.equals("none") ? Optional.empty() : Optional.of(Duration.parse(iso(life)));

        assertThat(BoundedLayout.CompactionWindow.of(timeToLive))
                .isEqualTo(new BoundedLayout.CompactionWindow(unit, size));
    }

    private static String iso(String life) {
        return life.endsWith("d") ? "P" + life : "PT" + life;
    }
}
