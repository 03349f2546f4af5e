package io.orderpipeline.consumer.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.BatchStatement;
import com.datastax.oss.driver.api.core.cql.BoundStatement;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.consumer.cassandra.row.AddedColumns;
import io.orderpipeline.consumer.cassandra.row.EncodedOrder;
import io.orderpipeline.consumer.cassandra.row.OrderRow;
import io.orderpipeline.consumer.cassandra.row.WriteFailure;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Compares the computed size of a batch with the server's, to a tenth and one row. Cassandra applies its threshold only
 * to batches of several partitions, so each batch also has a row of another partition.
 */
@UsesLocalStack
final class BatchBytesIT {

    private static final String KEYSPACE = "batch_bytes";

    /** The default threshold of Cassandra, which the local stack also has. */
    private static final int REJECTED_ABOVE = 50 * 1024;

    private static final int MORE_ROWS_THAN_FIT = 1_000;

    private CqlSession session;

    @BeforeEach
    void createTable(LocalStack stack) {
        session = stack.cassandra().session(Duration.ofSeconds(30));
        session.execute(Cql.read("create-keyspace.cql", KEYSPACE, "datacenter1", 1));
        session.execute(Cql.read("create-orders.cql", KEYSPACE));
    }

    @AfterEach
    void dropTable() {
        session.execute("DROP KEYSPACE " + KEYSPACE);
        session.close();
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "20, 0", "500, 0", "1, 8"})
    void should_count_rows_as_the_server_does(int characters, int addedColumns) {
        if (addedColumns > 0) {
            String columns = IntStream.range(0, addedColumns)
                    .mapToObj(column -> "added_" + column + " text")
                    .collect(Collectors.joining(", "));
            session.execute("ALTER TABLE %s.orders ADD (%s)".formatted(KEYSPACE, columns));
        }
        OrderInsert insert = new InsertStatements(session, new TargetTable(KEYSPACE, new PlainLayout())).latest();
        int accepted = 1;
        int rejected = MORE_ROWS_THAN_FIT;
        while (rejected - accepted > 1) {
            int rows = (accepted + rejected) / 2;
            if (isAccepted(insert, rows(insert, characters, rows))) {
                accepted = rows;
            } else {
                rejected = rows;
            }
        }

        assertThat(bytes(rows(insert, characters, rejected)))
                .as("the smallest rejected batch, %d rows", rejected)
                .isBetween(REJECTED_ABOVE, REJECTED_ABOVE * 11 / 10);
    }

    private boolean isAccepted(OrderInsert insert, List<OrderRow> rows) {
        BatchStatement batch = (BatchStatement) insert.statement(rows.subList(1, rows.size()));
        OrderRow first = rows.get(0);
        OrderRow elsewhere = new OrderRow(1, first.shard(), first.version(), first.order(), first.added());
        try {
            session.execute(batch.add((BoundStatement) insert.statement(List.of(elsewhere))));
            return true;
        } catch (InvalidQueryException e) {
            assertThat(WriteFailure.of(e)).isInstanceOf(WriteFailure.BatchTooLarge.class);
            return false;
        }
    }

    private static List<OrderRow> rows(OrderInsert insert, int characters, int count) {
        AddedColumns.Values noFields = insert.addedColumns().encode(List.of());
        return LongStream.range(0, count)
                .mapToObj(offset -> new OrderRow(0, 0, offset, order("日".repeat(characters), offset), noFields))
                .toList();
    }

    private static EncodedOrder order(String text, long offset) {
        return EncodedOrder.of(new Order(
                "%036d".formatted(offset), text, text, "books", 1, BigDecimal.ONE, Instant.EPOCH, BigDecimal.ONE));
    }

    private static int bytes(List<OrderRow> rows) {
        return rows.stream().mapToInt(OrderRow::batchBytes).sum();
    }
}
