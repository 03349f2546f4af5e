package io.orderpipeline.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.orderpipeline.common.cli.Program;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The delivery guarantees with --table-layout bounded, on real servers. */
@UsesLocalStack
final class BoundedTableIT {

    private static final String[] BOUNDED = {"--table-layout", "bounded"};

    /** The minutes 06:40 and 06:41 of one day. */
    private static final String FIRST = "019807a9-6de7-7000-8000-000000000001";

    private static final String LATER = "019807aa-5848-7000-8000-000000000002";
    private static final String UNDATED = "from-elsewhere";
    private static final Instant MINUTE = Instant.parse("2025-07-14T06:40:00Z");

    @Test
    void should_store_and_verify_orders_in_their_buckets(LocalStack stack) throws Exception {
        OnStack orders = OnStack.named("bounded_run", stack);
        for (String id : List.of(FIRST, LATER, UNDATED)) {
            orders.send(1, OnStack.order(id, "Lamp"));
        }
        orders.send(1, "no order");

        String out = orders.consume(BOUNDED).succeeded().out();

        assertThat(out.indexOf(LATER)).as("the newest first").isPositive().isLessThan(out.indexOf(FIRST));
        assertThat(out.indexOf(FIRST)).isLessThan(out.indexOf(UNDATED));
        assertThat(orders.verify(BOUNDED).succeeded().out())
                .contains("PASS: 4 records, 3 orders, 3 rows, 1 dead letters");
        assertThat(orders.doctor(BOUNDED).out())
                .containsPattern("OK +table +bounded_run.orders_by_bucket has every column");
        try (CqlSession session = orders.session()) {
            assertThat(buckets(session, orders))
                    .containsExactlyInAnyOrder(MINUTE, MINUTE.plusSeconds(60), Instant.EPOCH);
        }
    }

    @Test
    void should_store_one_row_for_an_order_that_is_sent_again_with_another_time(LocalStack stack) throws Exception {
        OnStack orders = OnStack.named("bounded_again", stack);
        String first = OnStack.order(FIRST, "Lamp");
        orders.send(0, first);
        orders.send(0, first.replace("2023-11-14", "2024-02-29").replace("Lamp", "Table"));

        orders.consume(BOUNDED).succeeded();

        try (CqlSession session = orders.session()) {
            List<Row> rows = session.execute("SELECT product, timestamp FROM bounded_again.orders_by_bucket")
                    .all();
            assertThat(rows).hasSize(1);
            assertThat(rows.get(0).getString("product")).isEqualTo("Table");
            assertThat(rows.get(0).getInstant("timestamp")).hasToString("2024-02-29T22:13:20Z");
        }
        assertThat(orders.verify(BOUNDED).succeeded().out()).contains("PASS: 2 records, 1 orders, 1 rows");
    }

    @Test
    void should_fail_for_a_row_in_the_wrong_bucket(LocalStack stack) throws Exception {
        OnStack orders = OnStack.named("bounded_stray", stack);
        orders.send(2, OnStack.order(FIRST, "Lamp"));
        orders.consume(BOUNDED).succeeded();
        try (CqlSession session = orders.session()) {
            session.execute(
                    "INSERT INTO bounded_stray.orders_by_bucket (partition, bucket, spread, order_id, product)"
                            + " VALUES (2, ?, 0, ?, 'Lamp')",
                    MINUTE.plusSeconds(60),
                    FIRST);
        }

        CommandRun verify = orders.verify(BOUNDED);

        assertThat(verify.exitCode()).isEqualTo(Program.FAILED);
        assertThat(verify.out())
                .contains("FAIL: unexpected 1; 1 records, 1 orders, 2 rows")
                .contains(FIRST + "  is in bucket 2025-07-14T06:41:00Z, spread 0, where its id does not belong");
    }

    @Test
    void should_reject_other_buckets_than_those_of_the_table(LocalStack stack) throws Exception {
        OnStack orders = OnStack.named("bounded_other", stack);
        orders.consume("--table-layout", "bounded", "--bucket-duration", "10s", "--bucket-spread", "2")
                .succeeded();

        assertThat(orders.consume("--table-layout", "bounded", "--bucket-spread", "3")
                        .exitCode())
                .isEqualTo(Program.FAILED);
        orders.consume(BOUNDED).succeeded();
        try (CqlSession session = orders.session()) {
            session.execute("ALTER TABLE bounded_other.orders_by_bucket WITH comment = 'our orders'");
        }
        assertThat(orders.consume(BOUNDED).exitCode()).isEqualTo(Program.FAILED);
    }

    @Test
    void should_store_further_fields_except_those_named_like_key_columns(LocalStack stack) throws Exception {
        OnStack orders = OnStack.named("bounded_grown", stack);
        orders.consume(BOUNDED).succeeded();
        try (CqlSession session = orders.session()) {
            session.execute("ALTER TABLE bounded_grown.orders_by_bucket ADD currency text");
            String order = OnStack.order(FIRST, "Lamp");
            orders.send(0, order.substring(0, order.length() - 1) + ",\"currency\":\"EUR\",\"spread\":9}");

            orders.consume(BOUNDED).succeeded();

            Row row = session.execute("SELECT currency, spread FROM bounded_grown.orders_by_bucket")
                    .one();
            assertThat(row.getString("currency")).isEqualTo("EUR");
            assertThat(row.getInt("spread")).isLessThan(4);
        }
        assertThat(orders.verify(BOUNDED).succeeded().out()).contains("PASS: 1 records");
    }

    @Test
    void should_expire_rows_after_their_ttl_and_not_report_them_as_missing(LocalStack stack) throws Exception {
        OnStack orders = OnStack.named("bounded_life", stack);
        orders.send(0, OnStack.order(FIRST, "Lamp"));
        orders.consume("--table-layout", "bounded", "--time-to-live", "2s").succeeded();
        try (CqlSession session = orders.session()) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> session.execute("SELECT order_id FROM bounded_life.orders_by_bucket")
                                    .one()
                            == null);
        }

        assertThat(orders.verify(BOUNDED).succeeded().out())
                .contains("1 orders have no row and are older than the table's TTL")
                .contains("PASS: 1 records, 1 orders, 0 rows");
    }

    private static Set<Instant> buckets(CqlSession session, OnStack orders) {
        return session
                .execute("SELECT bucket FROM " + orders.name() + ".order_buckets WHERE partition = 1")
                .all()
                .stream()
                .map(row -> row.getInstant("bucket"))
                .collect(Collectors.toSet());
    }
}
