package io.orderpipeline.consumer.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillFilesTest {

    private static final int KEYS = 5_000;
    private static final int BUCKETS = 7;

    @TempDir
    private Path folder;

    @Test
    void should_join_each_key_once_with_both_sides_sorted() {
        assertThat(keysJoined(HashJoin.MAX_ENTRIES)).hasSize(KEYS + 1).doesNotHaveDuplicates();
    }

    /** As with an emptied topic and a full table. */
    @Test
    void should_join_any_number_of_entries_in_little_memory() throws IOException {
        assertThat(keysJoined(10)).hasSize(KEYS + 1).doesNotHaveDuplicates();
        assertThat(files()).isZero();
    }

    /** Such entries cannot be split, and the join must not try forever. */
    @Test
    void should_join_a_key_with_more_entries_than_the_limit() {
        List<Integer> found = new ArrayList<>();
        try (SpillFiles expected = new SpillFiles(folder, "expected", 1);
                SpillFiles rows = new SpillFiles(folder, "found", 1)) {
            for (long position = 0; position < KEYS; position++) {
                expected.add(entry(7, position));
            }
            HashJoin.join(expected, rows, (records, none) -> found.add(records.size()), () -> {}, 10);
        }

        assertThat(found).containsExactly(KEYS);
    }

    /** What is in memory at a time is what makes the memory of verify bounded. */
    @Test
    void should_split_a_bucket_that_is_larger_than_the_limit_and_no_other() {
        assertThat(bucketsRead(20)).isEqualTo(1);
        assertThat(bucketsRead(19)).isGreaterThan(1);
    }

    /** Of one bucket with 10 entries on each side. */
    private int bucketsRead(int mostEntries) {
        AtomicInteger buckets = new AtomicInteger();
        try (SpillFiles expected = new SpillFiles(folder, "expected", 1);
                SpillFiles found = new SpillFiles(folder, "found", 1)) {
            for (long key = 0; key < 10; key++) {
                expected.add(entry(key, key));
                found.add(entry(key, key));
            }
            HashJoin.join(expected, found, (records, rows) -> {}, buckets::incrementAndGet, mostEntries);
        }
        return buckets.get();
    }

    /** So that the report names the dead letter that an operator then looks up. */
    @Test
    void should_keep_partition_and_offset_of_a_dead_letter() {
        JoinEntry entry = new JoinEntry(0, 0, 0, 0, JoinEntry.deadLetterPosition(11, 1L << 40));

        assertThat(entry.deadLetterPartition()).isEqualTo(11);
        assertThat(entry.deadLetterOffset()).isEqualTo(1L << 40);
    }

    private List<Long> keysJoined(int mostEntries) {
        List<Long> keys = new ArrayList<>();
        try (SpillFiles expected = new SpillFiles(folder, "expected", BUCKETS);
                SpillFiles found = new SpillFiles(folder, "found", BUCKETS)) {
            for (long position = 3 * KEYS - 1; position >= 0; position--) {
                expected.add(entry(position % KEYS, position));
            }
            for (long key = 1; key <= KEYS; key++) {
                found.add(entry(key, key));
            }

            HashJoin.join(
                    expected,
                    found,
                    (records, rows) -> {
                        long key = (records.isEmpty() ? rows : records).get(0).keyLow();
                        keys.add(key);
                        assertThat(records)
                                .hasSize(key == KEYS ? 0 : 3)
                                .isSortedAccordingTo(JoinEntry.BY_POSITION)
                                .allMatch(entry -> entry.keyLow() == key);
                        assertThat(rows).hasSize(key == 0 ? 0 : 1).allMatch(entry -> entry.keyLow() == key);
                    },
                    () -> {},
                    mostEntries);
        }
        return keys;
    }

    @Test
    void should_distribute_offsets_evenly_over_buckets() {
        try (SpillFiles spill = new SpillFiles(folder, "dead-letters", BUCKETS)) {
            for (long offset = 0; offset < KEYS; offset++) {
                spill.add(entry(offset, offset));
            }

            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                assertThat(spill.read(bucket)).hasSizeBetween(KEYS / BUCKETS / 2, KEYS / BUCKETS * 2);
            }
        }
    }

    @Test
    void should_distribute_again_the_entries_of_one_bucket() {
        try (SpillFiles spill = new SpillFiles(folder, "rows", BUCKETS)) {
            for (long key = 0; key < KEYS; key++) {
                spill.add(entry(key, key));
            }
            try (SpillFiles parts = spill.split(1, BUCKETS)) {
                for (int part = 0; part < BUCKETS; part++) {
                    assertThat(parts.size(part)).isLessThan(spill.size(1) / 2);
                }
            }
        }
    }

    @Test
    void should_leave_no_file_behind() throws IOException {
        try (SpillFiles spill = new SpillFiles(folder, "rows", BUCKETS)) {
            for (long key = 0; key < KEYS; key++) {
                spill.add(entry(key, key));
            }
            assertThat(files()).isNotZero();
        }

        assertThat(files()).isZero();
    }

    @Test
    void should_report_a_failed_write_in_one_line() {
        SpillFiles spill = new SpillFiles(folder.resolve("no-such-folder"), "rows", 1);

        assertThatThrownBy(() -> {
                    for (long key = 0; key < KEYS; key++) {
                        spill.add(entry(key, key));
                    }
                })
                .isInstanceOf(UserError.class)
                .hasMessageContaining("java.io.tmpdir")
                .hasMessageNotContaining("\n");
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private static JoinEntry entry(long key, long position) {
        return new JoinEntry(1, key, 2, position, position);
    }
}
