package io.orderpipeline.consumer.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.consumer.cassandra.row.CqlValues;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ShardsTest {

    /** 2025-07-14T06:40:00.999Z, in the minute of 06:40. */
    private static final String DATED = "019807a9-6de7-7000-8000-000000000001";

    private static final Instant ITS_MINUTE = Instant.parse("2025-07-14T06:40:00Z");

    private final Shards shards = new Shards(Duration.ofMinutes(1), 4);

    @Test
    void should_take_the_bucket_from_the_time_inside_the_id() {
        long shard = shard(DATED);

        assertThat(shards.bucketStart(shard)).isEqualTo(ITS_MINUTE);
        assertThat(shards.spreadNumber(shard)).isBetween(0, 3);
    }

    @Test
    void should_begin_a_bucket_with_its_first_millisecond() {
        assertThat(bucket(idAt(ITS_MINUTE))).isEqualTo(ITS_MINUTE);
        assertThat(bucket(idAt(ITS_MINUTE.minusMillis(1)))).isEqualTo(ITS_MINUTE.minusSeconds(60));
        assertThat(bucket(idAt(ITS_MINUTE.plusMillis(59_999)))).isEqualTo(ITS_MINUTE);
        assertThat(bucket(idAt(Instant.ofEpochMilli((1L << 48) - 1))))
                .as("the highest time of such an id")
                .isBeforeOrEqualTo(Instant.ofEpochMilli((1L << 48) - 1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "order-1",
                "",
                "日",
                "019807a9-6de7-4000-8000-000000000001",
                "019807a9-6de7-7000-c000-000000000001",
                "019807a9-6de7-7000-8000-00000000000g",
                "019807a9-6de7-7000-8000_000000000001",
                "019807a9-6de7-7000-8000-0000000000011",
                "019807a96de770008000000000000001"
            })
    void should_put_any_other_id_into_the_bucket_of_1970(String id) {
        assertThat(bucket(id)).isEqualTo(Instant.EPOCH);
    }

    @Test
    void should_accept_upper_and_lower_case() {
        assertThat(bucket("019807A9-6DE7-7000-8000-ABCDEFABCDEF")).isEqualTo(ITS_MINUTE);
    }

    @Test
    void should_not_change_the_position_of_the_id() {
        ByteBuffer id = CqlValues.text("  " + DATED).position(2);

        assertThat(shards.of(id)).isEqualTo(shard(DATED));
        assertThat(id.position()).isEqualTo(2);
    }

    /** Other programs compute it too, so it must never change. */
    @Test
    void should_spread_by_crc_32() {
        assertThat(shards.spreadNumber(shard("123456789")))
                .as("the check value of CRC-32 is cbf43926")
                .isEqualTo(0x26 % 64);
    }

    @Test
    void should_spread_evenly() {
        assertEven(IntStream.range(0, 64_000).mapToObj(number -> "order-" + number), Shards.UNDATED_SPREAD);
        assertEven(IntStream.range(0, 64_000).mapToObj(number -> idAt(ITS_MINUTE.plusMillis(number % 60_000))), 4);
    }

    @Test
    void should_count_all_shards_of_a_bucket() {
        assertThat(shards.shardCount(ITS_MINUTE)).isEqualTo(4);
        assertThat(shards.shardCount(Instant.EPOCH)).isEqualTo(64);
        assertThat(new Shards(Duration.ofDays(1), 256).shardCount(Instant.EPOCH))
                .isEqualTo(256);
    }

    private void assertEven(Stream<String> ids, int expectedSlots) {
        Map<Long, Integer> counts = new HashMap<>();
        ids.forEach(id -> counts.merge(shard(id), 1, Integer::sum));
        double even = 64_000.0 / expectedSlots;
        long buckets =
                counts.keySet().stream().map(shards::bucketStart).distinct().count();
        assertThat(counts).hasSize((int) (expectedSlots * buckets));
        assertThat(counts.values()).allMatch(count -> count <= 1.2 * even);
    }

    private static String idAt(Instant time) {
        UUID random = UUID.randomUUID();
        long high = time.toEpochMilli() << 16 | 0x7000 | random.getMostSignificantBits() & 0xfff;
        return new UUID(high, random.getLeastSignificantBits()).toString();
    }

    private Instant bucket(String id) {
        return shards.bucketStart(shard(id));
    }

    private long shard(String id) {
        return shards.of(CqlValues.text(id));
    }
}
