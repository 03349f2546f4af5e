package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import io.orderpipeline.common.cli.ParallelSteps;
import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@UsesLocalStack
final class OrdersTableIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Without the wait, the first attempt nearly always fails. */
    private static final int TIMES = 3;

    private static final AtomicInteger KEYSPACES = new AtomicInteger();

    private final StopSignal stop = new StopSignal();
    private final ServiceWait wait = new ServiceWait(LIMIT, stop);
    private final LocalStack stack;

    OrdersTableIT(LocalStack stack) {
        this.stack = stack;
    }

    /** Two processes start at nearly the same time with a new keyspace. */
    @ParameterizedTest
    @EnumSource(LayoutChoice.Kind.class)
    void should_be_usable_although_another_process_is_creating_it(LayoutChoice.Kind kind) throws InterruptedException {
        startTwice(kind, OrdersTableIT::hasTable);
    }

    @ParameterizedTest
    @EnumSource(LayoutChoice.Kind.class)
    void should_be_created_although_another_process_is_creating_its_keyspace(LayoutChoice.Kind kind)
            throws InterruptedException {
        startTwice(kind, OrdersTableIT::hasKeyspace);
    }

    private void startTwice(LayoutChoice.Kind kind, BiPredicate<CqlSession, CassandraConfig> startsLater)
            throws InterruptedException {
        for (int time = 1; time <= TIMES; time++) {
            CassandraConfig config = config(kind);
            try (CqlSession one = connect(config);
                    CqlSession other = connect(config)) {
                ParallelSteps.run("start", () -> use(one, new OrdersTable(one, config).ensure(wait)), () -> {
                    while (!startsLater.test(other, config)) {
                        Thread.onSpinWait();
                    }
                    use(other, new OrdersTable(other, config).ensure(wait));
                });
            }
        }
    }

    private CqlSession connect(CassandraConfig config) throws InterruptedException {
        return new CassandraConnector(config, stop, Optional.empty()).connect(wait);
    }

    private static boolean hasKeyspace(CqlSession session, CassandraConfig config) {
        return session.refreshSchema().getKeyspace(config.keyspace()).isPresent();
    }

    private static boolean hasTable(CqlSession session, CassandraConfig config) {
        return new OrdersTable(session, config).check().isPresent();
    }

    private CassandraConfig config(LayoutChoice.Kind kind) {
        return new CassandraConfig(
                CassandraConfig.Nodes.at(
                        List.of(stack.cassandra().contactPoint()),
                        stack.cassandra().datacenter()),
                "first_start_" + KEYSPACES.incrementAndGet(),
                new LayoutChoice(kind, Optional.empty(), OptionalInt.empty(), Optional.empty()),
                1,
                1,
                Optional.empty(),
                null);
    }

    /** Everything that a start needs of the table; failed writes are retried. */
    private static void use(CqlSession session, TargetTable table) {
        new NewestOrders(session, table);
        new OrderWriter(session, table, new InsertStatements(session, table));
    }
}
