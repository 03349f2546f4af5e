package io.orderpipeline.consumer.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.Row;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.order.AdditionalField;
import io.orderpipeline.common.order.AdditionalField.Form;
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
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table changes between the decoding and the writing of a row, or is replaced by another one. */
@UsesLocalStack
final class SchemaChangeIT {

    private static final String KEYSPACE = "schema_change";
    private static final TargetTable TABLE = new TargetTable(KEYSPACE, new PlainLayout());
    private static final List<AdditionalField> FIELDS =
            List.of(new AdditionalField("currency", Form.TEXT, "EUR"), new AdditionalField("country", Form.TEXT, "DE"));

    /** Of another client. */
    private CqlSession operator;

    private CqlSession session;

    /** Waits long for further schema changes before it reads the schema. */
    private CqlSession uninformed;

    @BeforeEach
    void createTable(LocalStack stack) {
        operator = stack.cassandra().session(Duration.ofSeconds(30));
        session = stack.cassandra().session(Duration.ofSeconds(30));
        createKeyspace();
        operator.execute(Cql.read("create-orders.cql", KEYSPACE));
        session.refreshSchema();
        uninformed = CqlSession.builder()
                .addContactPoint(stack.cassandra().contactPoint())
                .withLocalDatacenter(stack.cassandra().datacenter())
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withDuration(DefaultDriverOption.METADATA_SCHEMA_WINDOW, Duration.ofMinutes(10))
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, Duration.ofSeconds(30))
                        .build())
                .build();
    }

    @AfterEach
    void dropTable() {
        operator.execute("DROP KEYSPACE IF EXISTS " + KEYSPACE);
        operator.close();
        session.close();
        uninformed.close();
    }

    /** A row that waits in an open batch or for a retry, while columns are added. */
    @ParameterizedTest
    @CsvSource({"1, false", "3, false", "3, true"})
    void should_store_values_of_columns_that_were_added_after_decoding_when_replayed(int rows, boolean dropBetween)
            throws Exception {
        InsertStatements inserts = new InsertStatements(session, TABLE);
        OrderWriter writer = new OrderWriter(session, TABLE, inserts);
        List<OrderRow> waiting = rows(inserts, rows);
        alter("ADD currency text");
        List<OrderRow> waitingLater = awaitColumns(inserts, rows, "currency");
        if (dropBetween) {
            alter("DROP currency");
        }
        alter("ADD country text");

        assertThat(write(writer, waiting)).isEmpty();
        assertThat(stored("country")).containsOnlyNulls().hasSize(rows);
        assertThat(write(writer, waitingLater)).isEmpty();
        List<OrderRow> replayed = dropBetween
                ? awaitColumns(inserts, rows, "country")
                : awaitColumns(inserts, rows, "country", "currency");
        assertThat(write(writer, replayed)).isEmpty();

        assertThat(stored("country")).containsOnly("DE").hasSize(rows);
        if (!dropBetween) {
            assertThat(stored("currency")).containsOnly("EUR").hasSize(rows);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "total_amount decimal, PRIMARY KEY ((partition), order_id)         | total_amount text, PRIMARY KEY"
                        + " ((partition), order_id) | has the column total_amount as text in place of decimal",
                "total_amount decimal, PRIMARY KEY ((partition), order_id)         | total_amount blob, PRIMARY KEY"
                        + " ((partition), order_id) | has the column total_amount as blob in place of decimal",
                "PRIMARY KEY ((partition), order_id)         | PRIMARY KEY ((order_id), partition)"
                        + " | has the primary key ((order_id), partition)",
                "PRIMARY KEY ((partition), order_id)         | PRIMARY KEY ((partition), category, order_id)"
                        + " | has the primary key ((partition), category, order_id)",
                "  product text, |  | lacks the column product text",
            })
    void should_write_nothing_to_a_table_that_was_recreated_differently(String part, String other, String problem)
            throws Exception {
        OrderWriter writer = writerInUse();
        String definition = Cql.read("create-orders.cql", KEYSPACE).replaceAll("\\s+", " ");
        operator.execute("DROP TABLE schema_change.orders");
        String recreated = definition.replace(part.strip(), other == null ? "" : other);
        assertThat(recreated).isNotEqualTo(definition);

        operator.execute(recreated);

        assertEndsWith(writer, "table schema_change.orders " + problem);
        assertThat(operator.execute("SELECT * FROM schema_change.orders").all()).isEmpty();
    }

    @Test
    void should_write_to_a_table_that_was_recreated_as_it_was_with_its_keyspace() throws Exception {
        OrderWriter writer = writerInUse();
        operator.execute("DROP KEYSPACE schema_change");
        createKeyspace();
        operator.execute(Cql.read("create-orders.cql", KEYSPACE));

        assertThat(write(writer, waiting(3))).isEmpty();

        assertThat(stored("product")).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"TABLE schema_change.orders", "KEYSPACE schema_change"})
    void should_end_when_the_table_is_gone(String what) throws Exception {
        OrderWriter writer = writerInUse();

        operator.execute("DROP " + what);

        assertEndsWith(writer, "table schema_change.orders does not exist any more");
    }

    @Test
    void should_not_write_to_a_time_bucketed_table_that_was_recreated_with_other_buckets() throws Exception {
        TargetTable bounded = createBoundedTable();
        InsertStatements inserts = new InsertStatements(session, bounded);
        OrderWriter writer = new OrderWriter(session, bounded, inserts);
        List<OrderRow> rows = rows(inserts, 1);
        assertThat(write(writer, rows)).isEmpty();
        operator.execute("DROP TABLE schema_change.orders_by_bucket");
        operator.execute(bounded.layout().definitions(KEYSPACE).get(0).replace("bucket 60 s", "bucket 10 s"));

        assertThat(write(writer, rows)).hasValueSatisfying(failure -> assertThat(exception(failure))
                .hasMessageContaining("has bucket 10 s, spread 4, no time to live in place of bucket 60 s"));
        assertThat(operator.execute("SELECT * FROM schema_change.orders_by_bucket")
                        .all())
                .isEmpty();
    }

    @Test
    void should_list_a_bucket_again_after_its_index_was_recreated() throws Exception {
        TargetTable bounded = createBoundedTable();
        InsertStatements inserts = new InsertStatements(session, bounded);
        OrderWriter writer = new OrderWriter(session, bounded, inserts);
        assertThat(write(writer, rows(inserts, 1))).isEmpty();
        operator.execute("DROP TABLE schema_change.order_buckets");
        operator.execute(bounded.layout().definitions(KEYSPACE).get(1));
        session.refreshSchema();

        assertThat(write(writer, rows(inserts, 1))).isEmpty();

        assertThat(operator.execute("SELECT * FROM schema_change.order_buckets").all())
                .hasSize(1);
    }

    private TargetTable createBoundedTable() {
        TargetTable bounded = new TargetTable(
                KEYSPACE, LayoutChoice.of(LayoutChoice.Kind.BOUNDED).newLayout());
        bounded.layout().definitions(KEYSPACE).forEach(operator::execute);
        session.refreshSchema();
        return bounded;
    }

    /** The program does not know the refusal of a value that an index does not accept. */
    @Test
    void should_reject_alone_a_row_that_the_server_refuses_while_it_accepts_others() throws Exception {
        operator.execute("CREATE INDEX ON schema_change.orders (product)");
        OrderWriter writer = new OrderWriter(session, TABLE, new InsertStatements(session, TABLE));
        List<OrderRow> good = waiting(2);
        OrderRow refused =
                new OrderRow(0, 0, 2, order(2, "x".repeat(70_000)), good.get(0).added());

        assertThat(write(writer, List.of(good.get(0), refused)))
                .hasValueSatisfying(failure -> assertThat(failure).isInstanceOf(WriteFailure.RowsRejected.class));
        assertThat(write(writer, List.of(refused)))
                .hasValueSatisfying(failure -> assertThat(failure).isInstanceOf(WriteFailure.RowsRejected.class));
        assertThat(write(writer, good)).isEmpty();
        assertThat(stored("product")).as("the probe leaves no row").hasSize(2);
    }

    private void createKeyspace() {
        operator.execute(Cql.read("create-keyspace.cql", KEYSPACE, "datacenter1", 1));
    }

    private void alter(String change) {
        operator.execute("ALTER TABLE schema_change.orders " + change);
    }

    /** The statement is prepared and has been used; its session receives no event of a change before the next write. */
    private OrderWriter writerInUse() throws Exception {
        InsertStatements inserts = new InsertStatements(uninformed, TABLE);
        OrderWriter writer = new OrderWriter(uninformed, TABLE, inserts);
        assertThat(write(writer, rows(inserts, 2))).isEmpty();
        return writer;
    }

    private void assertEndsWith(OrderWriter writer, String message) throws Exception {
        List<OrderRow> rows = waiting(3);
        assertThat(write(writer, rows)).hasValueSatisfying(failure -> assertThat(exception(failure))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(message));
    }

    private static RuntimeException exception(WriteFailure failure) {
        return ((WriteFailure.Fatal) failure).toException("orders-0");
    }

    private static Optional<WriteFailure> write(OrderWriter writer, List<OrderRow> rows) throws Exception {
        CompletableFuture<Optional<WriteFailure>> outcome = new CompletableFuture<>();
        writer.write(rows, outcome::complete);
        return outcome.get(30, TimeUnit.SECONDS);
    }

    private List<OrderRow> awaitColumns(InsertStatements inserts, int count, String... names) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(
                        () -> rows(inserts, count),
                        rows -> rows.get(0).added().columns().names().equals(Arrays.asList(names)));
    }

    private static List<OrderRow> rows(InsertStatements inserts, int count) {
        return LongStream.range(0, count)
                .mapToObj(offset -> inserts.encode(0, offset, order(offset), FIELDS))
                .toList();
    }

    private static List<OrderRow> waiting(int count) {
        return LongStream.range(0, count)
                .mapToObj(offset -> new OrderRow(0, 0, offset, order(offset), AddedColumns.NONE.encode(List.of())))
                .toList();
    }

    private static EncodedOrder order(long offset) {
        return order(offset, "Lamp");
    }

    private static EncodedOrder order(long offset, String product) {
        return EncodedOrder.of(new Order(
                "%036d".formatted(offset),
                "Ada",
                product,
                "books",
                1,
                BigDecimal.ONE,
                Instant.ofEpochMilli(offset),
                BigDecimal.ONE));
    }

    private List<String> stored(String column) {
        return operator.execute("SELECT " + column + " FROM schema_change.orders").all().stream()
                .map((Row row) -> row.getString(0))
                .toList();
    }
}
