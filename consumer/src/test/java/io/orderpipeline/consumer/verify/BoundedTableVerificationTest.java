package io.orderpipeline.consumer.verify;

import static io.orderpipeline.consumer.verify.FakeWorld.order;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Findings that only a time-bucketed table with a TTL can have: rows in a wrong place, and expired rows. */
final class BoundedTableVerificationTest {

    private static final Duration LIFE = Duration.ofMinutes(10);

    @TempDir
    private Path folder;

    private final FakeWorld world = new FakeWorld();
    private Instant lastRecord;

    /** Offsets 0 and 1 are orders a and b. */
    @BeforeEach
    void makeAllWell() {
        world.send(0, order("a", 1));
        world.send(0, order("b", 1));
        world.store(0, 0, order("a", 1));
        world.store(0, 1, order("b", 1));
        world.consumed(0);
        lastRecord = Instant.ofEpochMilli(world.logs.values().stream()
                .flatMap(List::stream)
                .mapToLong(record -> record.timestamp())
                .max()
                .orElseThrow());
    }

    @Test
    void should_find_a_row_beside_the_right_one() throws Exception {
        world.stray(0, "b", "bucket 1970, spread 3");
        world.stray(0, "b", "bucket 1970, spread 4");

        VerifyReport report = verify();

        assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.FAIL);
        assertThat(report.total(VerifyCount.UNEXPECTED)).isEqualTo(2);
        assertThat(report.total(VerifyCount.MISSING)).isZero();
        assertThat(examples(report, VerifyCount.UNEXPECTED))
                .contains(new VerifyReport.Example(
                        "table partition 0",
                        "b",
                        List.of(),
                        "is in bucket 1970, spread 3, where its id does not belong"));
    }

    @Test
    void should_report_missing_when_the_only_row_is_in_a_wrong_place() throws Exception {
        world.stray(0, "b", "bucket 1970, spread 3");
        world.rows(0).remove("b");

        VerifyReport report = verify();

        assertThat(report.total(VerifyCount.MISSING)).isEqualTo(1);
        assertThat(report.total(VerifyCount.UNEXPECTED)).isEqualTo(1);
    }

    @Test
    void should_not_report_missing_what_may_have_expired() throws Exception {
        world.timeToLive = Optional.of(LIFE);
        world.now = lastRecord.plus(LIFE).minus(RowExpiry.MARGIN).plusMillis(1);
        world.rows(0).remove("b");

        VerifyReport report = verify();

        assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.PASS);
        assertThat(report.total(VerifyCount.EXPIRED)).isEqualTo(1);
        assertThat(report.total(VerifyCount.ROWS)).isEqualTo(1);
        assertThat(report.notes()).singleElement().asString().contains("1 orders have no row", "TTL");
        assertThat(ReportJson.line(report)).contains("\"expired\":1");
    }

    @Test
    void should_report_missing_what_cannot_have_expired_yet() throws Exception {
        world.timeToLive = Optional.of(LIFE);
        world.now = lastRecord.plus(LIFE).minus(RowExpiry.MARGIN);
        world.rows(0).remove("b");

        assertThat(verify().total(VerifyCount.MISSING)).isEqualTo(1);
    }

    @Test
    void should_still_compare_the_values_of_a_row_that_may_have_expired() throws Exception {
        world.timeToLive = Optional.of(LIFE);
        world.now = lastRecord.plus(LIFE.multipliedBy(2));
        world.store(0, 1, order("b", 2));

        assertThat(verify().total(VerifyCount.WRONG)).isEqualTo(1);
    }

    @Test
    void should_count_as_expired_a_row_of_which_a_replay_restored_only_the_id() throws Exception {
        world.timeToLive = Optional.of(LIFE);
        world.now = lastRecord.plus(LIFE.multipliedBy(2));
        world.hollow(0, "b");

        VerifyReport report = verify();

        assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.PASS);
        assertThat(report.total(VerifyCount.EXPIRED)).isEqualTo(1);
    }

    @Test
    void should_report_a_young_row_without_values() throws Exception {
        world.timeToLive = Optional.of(LIFE);
        world.now = lastRecord;
        world.hollow(0, "b");

        assertThat(verify().total(VerifyCount.WRONG)).isEqualTo(1);
    }

    private static List<VerifyReport.Example> examples(VerifyReport report, VerifyCount kind) {
        return report.partitions().get(0).examples().get(kind);
    }

    private VerifyReport verify() throws InterruptedException {
        return world.verify(folder);
    }
}
