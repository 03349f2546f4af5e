package io.orderpipeline.consumer.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.cli.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpillTest {

    private static final int KEYS = 5_000;
    private static final int BUCKETS = 7;

    @TempDir
    private Path folder;

    @Test
    void should_bring_each_key_together_once_with_both_sides_in_order() {
        List<Long> keys = new ArrayList<>();
        try (Spill expected = new Spill(folder, "expected", BUCKETS);
                Spill found = new Spill(folder, "found", BUCKETS)) {
            for (long position = 3 * KEYS - 1; position >= 0; position--) {
                expected.add(entry(position % KEYS, position));
            }
            for (long key = 1; key <= KEYS; key++) {
                found.add(entry(key, key));
            }

            BucketJoin.join(
                    expected,
                    found,
                    (records, rows) -> {
                        long key = (records.isEmpty() ? rows : records).get(0).keyLow();
                        keys.add(key);
                        assertThat(records)
                                .hasSize(key == KEYS ? 0 : 3)
                                .isSortedAccordingTo(Entry.BY_POSITION)
                                .allMatch(entry -> entry.keyLow() == key);
                        assertThat(rows).hasSize(key == 0 ? 0 : 1).allMatch(entry -> entry.keyLow() == key);
                    },
                    () -> {});
        }

        assertThat(keys).hasSize(KEYS + 1).doesNotHaveDuplicates();
    }

    @Test
    void should_spread_offsets_evenly_over_buckets_and_give_them_back_whole() {
        try (Spill spill = new Spill(folder, "letters", BUCKETS)) {
            for (long offset = 0; offset < KEYS; offset++) {
                spill.add(entry(offset, offset));
            }

            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                assertThat(spill.read(bucket)).hasSizeBetween(KEYS / BUCKETS / 2, KEYS / BUCKETS * 2);
            }
        }
    }

    @Test
    void should_leave_no_file_behind() throws IOException {
        try (Spill spill = new Spill(folder, "rows", BUCKETS)) {
            for (long key = 0; key < KEYS; key++) {
                spill.add(entry(key, key));
            }
            assertThat(files()).isNotZero();
        }

        assertThat(files()).isZero();
    }

    @Test
    void should_say_in_one_line_that_the_disk_does_not_take_it() {
        Spill spill = new Spill(folder.resolve("no-such-folder"), "rows", 1);

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

    private static Entry entry(long key, long position) {
        return new Entry(1, key, 2, position, position);
    }
}
