package io.orderpipeline.consumer.verify;

import static io.orderpipeline.consumer.verify.FakeWorld.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.UserError;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Partitions are compared side by side, and one failure ends them all. */
@Timeout(60)
class ParallelVerificationTest {

    private static final int PARTITIONS = 6;

    /** More than the buffer of a spill file holds, so that each partition writes files. */
    private static final int ORDERS = 8_000;

    @TempDir
    private Path folder;

    private final FakeWorld world = new FakeWorld();

    @BeforeEach
    void makeAllWell() {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            for (int i = 0; i < ORDERS; i++) {
                world.store(partition, i, order("id-" + i, 1 + i % 5));
                world.send(partition, order("id-" + i, 1 + i % 5));
            }
            world.consumed(partition);
        }
    }

    @Test
    void should_compare_partitions_in_parallel() throws Exception {
        CountDownLatch two = new CountDownLatch(2);
        world.beforeRows = partition -> {
            two.countDown();
            two.await();
        };

        VerifyReport report = world.verify(folder);

        assertThat(report.verdict()).isEqualTo(VerifyReport.Verdict.PASS);
        assertThat(report.total(VerifyCount.ORDERS)).isEqualTo(PARTITIONS * ORDERS);
        assertNothingIsLeft();
    }

    @Test
    void should_report_partitions_in_their_order_whichever_is_compared_first() throws Exception {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            world.rows(partition).remove("id-" + partition);
            world.store(partition, ORDERS, order("added", 1));
        }
        CountDownLatch another = new CountDownLatch(1);
        world.beforeRows = partition -> {
            if (partition == 0) {
                another.await();
            } else {
                another.countDown();
            }
        };

        List<PartitionReport> partitions = world.verify(folder).partitions();

        assertThat(partitions).extracting(PartitionReport::partition).containsExactly(0, 1, 2, 3, 4, 5);
        assertThat(partitions).allSatisfy(partition -> {
            int number = partition.partition();
            assertThat(partition.examples().get(VerifyCount.MISSING))
                    .extracting(VerifyReport.Example::place)
                    .containsExactly("orders-" + number + "@" + number);
            assertThat(partition.examples().get(VerifyCount.UNEXPECTED))
                    .extracting(VerifyReport.Example::place)
                    .containsExactly("table partition " + number);
        });
    }

    @Test
    void should_end_all_partitions_with_the_first_failure() throws Exception {
        UserError failure = UserError.failed("cannot read table");
        CountDownLatch waiting = new CountDownLatch(1);
        AtomicBoolean interrupted = new AtomicBoolean();
        world.beforeRows = partition -> {
            if (partition > 0) {
                waiting.await();
                throw failure;
            }
            waiting.countDown();
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.set(true);
            }
        };

        assertThatThrownBy(() -> world.verify(folder)).isSameAs(failure);

        assertThat(interrupted).as("and has ended").isTrue();
        assertNothingIsLeft();
    }

    private void assertNothingIsLeft() {
        assertThat(folder).isEmptyDirectory();
        assertThat(world.openSources).hasValue(0);
    }
}
