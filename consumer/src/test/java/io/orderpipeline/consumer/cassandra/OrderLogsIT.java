package io.orderpipeline.consumer.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.consumer.cassandra.row.LogGenerations.Log;
import io.orderpipeline.consumer.cassandra.row.LogGenerations.Past;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@UsesLocalStack
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OrderLogsIT {

    private static final Log FIRST = new Log("cluster-1", "topic-1");
    private static final Log RECREATED = new Log("cluster-1", "topic-2");
    private static final Log OTHER_CLUSTER = new Log("cluster-2", "topic-1");

    private final CassandraConfig config;
    private final StopSignal stop = new StopSignal();
    private CqlSession session;
    private OrderLogs logs;
    private int partition;

    OrderLogsIT(LocalStack stack) {
        config = new CassandraConfig(
                CassandraConfig.Nodes.at(
                        List.of(stack.cassandra().contactPoint()),
                        stack.cassandra().datacenter()),
                "order_logs_it",
                new LayoutChoice(LayoutChoice.Kind.PLAIN, Optional.empty(), OptionalInt.empty(), Optional.empty()),
                1,
                1,
                Optional.empty(),
                null);
    }

    @BeforeAll
    void open() throws InterruptedException {
        ServiceWait wait = new ServiceWait(Duration.ofSeconds(60), stop);
        session = new CassandraConnector(config, stop, Optional.empty()).connect(wait);
        new OrdersTable(session, config).ensure(wait);
        logs = new OrderLogs(session, config.keyspace());
    }

    @AfterAll
    void close() {
        session.close();
    }

    @Test
    void should_keep_the_base_of_one_log_for_every_group_and_every_replay() {
        partition++;

        assertThat(base(FIRST, Past.NONE)).isZero();
        assertThat(base(FIRST, past(1_000))).isZero();
    }

    @Test
    void should_put_a_recreated_topic_and_another_cluster_above_all_that_was_written() {
        partition++;
        base(FIRST, Past.NONE);

        long recreated = base(RECREATED, past(500));
        long failedOver = base(OTHER_CLUSTER, past(70));
        long failedBack = base(RECREATED, past(90));

        assertThat(recreated).isGreaterThan(500);
        assertThat(failedOver).isGreaterThan(recreated + 70);
        assertThat(failedBack).isGreaterThan(failedOver + 90);
        assertThat(base(RECREATED, Past.NONE)).isEqualTo(failedBack);
    }

    @Test
    void should_begin_one_generation_for_one_cut_however_many_groups_find_it() {
        partition++;
        base(FIRST, Past.NONE);

        long found = base(FIRST, cut(150, 3));

        assertThat(found).isGreaterThan(150);
        assertThat(base(FIRST, cut(120, 3))).isEqualTo(found);
        assertThat(base(FIRST, cut(90, 2))).isEqualTo(found);
        assertThat(base(FIRST, Past.NONE)).isEqualTo(found);
        assertThat(base(FIRST, cut(400, 5))).isGreaterThan(found + 400);
    }

    @Test
    void should_continue_a_log_that_an_earlier_release_wrote() {
        partition++;

        assertThat(base(FIRST, new Past(500, true, OptionalInt.empty()))).isZero();
        assertThat(base(FIRST, cut(500, 3))).isGreaterThan(500);
    }

    @Test
    void should_begin_above_another_log_that_an_earlier_release_wrote() {
        partition++;

        assertThat(base(RECREATED, past(500))).isGreaterThan(500);
    }

    /** As when the keyspace is dropped and created again: this process continues with the base that it knows. */
    @Test
    void should_write_the_generations_in_use_again_when_their_table_has_lost_them() {
        partition++;
        base(FIRST, Past.NONE);
        long before = base(RECREATED, past(500));
        session.execute("TRUNCATE order_logs_it.order_logs");

        logs.restore();

        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                        OrderLogs.newestBases(session, config.keyspace()))
                .containsEntry(partition, before));
        OrderLogs ofNextStart = new OrderLogs(session, config.keyspace());
        assertThat(ofNextStart
                        .base(partition, RECREATED, new Past(700, true, OptionalInt.empty()))
                        .toCompletableFuture()
                        .join())
                .isEqualTo(before);
    }

    @Test
    void should_agree_on_one_base_when_members_find_a_change_at_the_same_moment() {
        partition++;
        base(FIRST, Past.NONE);

        Stream<Long> bases =
                IntStream.range(0, 8)
                        .mapToObj(member -> logs.base(partition, RECREATED, past(100L * member)))
                        .toList()
                        .stream()
                        .map(CompletionStage::toCompletableFuture)
                        .map(base -> base.join());

        assertThat(bases.distinct()).hasSize(1);
    }

    private long base(Log log, Past past) {
        return logs.base(partition, log, past).toCompletableFuture().join();
    }

    private static Past past(long end) {
        return new Past(end, false, OptionalInt.empty());
    }

    private static Past cut(long end, int epoch) {
        return new Past(end, false, OptionalInt.of(epoch));
    }
}
