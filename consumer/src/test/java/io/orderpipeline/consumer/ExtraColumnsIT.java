package io.orderpipeline.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Schema evolution by ALTER TABLE alone, on real servers while the consumer is running. */
@UsesLocalStack
final class ExtraColumnsIT {

    /** A column, the value sent for it, and what must be stored, as CQL shows it. */
    private record Growth(String column, String type, String sent, String stored) {}

    private static final List<Growth> GROWTH = List.of(
            new Growth("currency", "text", "\"EUR\"", "'EUR'"),
            new Growth("country", "ascii", "\"DE\"", "'DE'"),
            new Growth("floor", "tinyint", "-3", "-3"),
            new Growth("shelf", "smallint", "\"300\"", "300"),
            new Growth("pieces", "int", "7e1", "70"),
            new Growth("clicks", "bigint", "9007199254740993", "9007199254740993"),
            new Growth("serial", "varint", "123456789012345678901234567890", "123456789012345678901234567890"),
            new Growth("tax", "decimal", "12345678901234567.890", "12345678901234567.890"),
            new Growth("weight", "double", "0.1", "0.1"),
            new Growth("height", "float", "\"2.5\"", "2.5"),
            new Growth("gift", "boolean", "true", "true"),
            new Growth("paid_at", "timestamp", "\"1969-12-31T23:59:59.999Z\"", "'1969-12-31T23:59:59.999Z'"),
            new Growth("due", "date", "\"2026-01-31\"", "'2026-01-31'"),
            new Growth(
                    "basket",
                    "uuid",
                    "\"01980000-0000-7000-8000-000000000000\"",
                    "01980000-0000-7000-8000-000000000000"),
            new Growth("\"Camel\"", "text", "\"Case\"", "'Case'"));

    @Test
    void should_store_fields_in_columns_of_their_names_and_types(LocalStack stack) throws Exception {
        OnStack orders = OnStack.named("grown_types", stack);
        orders.consume().succeeded();
        try (CqlSession session = orders.session()) {
            // In one statement, because each statement takes the node a second.
            addColumn(
                    session,
                    orders,
                    GROWTH.stream()
                            .map(growth -> growth.column() + " " + growth.type())
                            .collect(Collectors.joining(", ", "(", ", tags list<text>, shop text STATIC)")));
            orders.send(0, with(fieldsOf(GROWTH), "full"));
            orders.send(0, with(",\"currency\":{},\"pieces\":2147483648,\"tags\":[\"a\"],\"shop\":\"b\"", "misfit"));
            orders.send(0, with(fieldsOf(GROWTH), "updated"));
            orders.send(0, OnStack.order("updated", "Lamp"));

            assertThat(orders.consume().succeeded().out())
                    .contains(
                            "further fields: %d stored in columns of their names, 4 not".formatted(2 * GROWTH.size()));

            Row full = row(session, orders, "full");
            for (Growth growth : GROWTH) {
                assertThat(full.getColumnDefinitions().contains(growth.column()))
                        .isTrue();
                assertThat(full.codecRegistry()
                                .codecFor(full.getType(growth.column()))
                                .format(full.getObject(growth.column())))
                        .as(growth.column())
                        .isEqualTo(growth.stored());
            }
            assertThat(row(session, orders, "misfit").getString("product")).isEqualTo("Lamp");
            for (String order : List.of("misfit", "updated")) {
                for (Growth growth : GROWTH) {
                    assertThat(row(session, orders, order).isNull(growth.column()))
                            .as("%s of %s", growth.column(), order)
                            .isTrue();
                }
            }
            assertThat(row(session, orders, "misfit").isNull("shop")).isTrue();
            assertThat(orders.verify().succeeded().out()).contains("PASS: 4 records, 3 orders, 3 rows, 0 dead letters");
            assertThat(orders.doctor().out()).containsPattern("OK +table .*added fields are stored in .*tax decimal");
        }
    }

    @Test
    void should_fill_a_column_added_while_running_and_continue_when_it_is_dropped(LocalStack stack) throws Exception {
        OnStack orders = OnStack.named("grown_live", stack);
        orders.consume().succeeded();
        StopSignal stop = new StopSignal();
        CompletableFuture<Integer> consumer = orders.consumeUntil(stop);
        try (CqlSession session = orders.session()) {
            orders.send(0, with(",\"currency\":\"EUR\"", "before"));
            await().until(() -> orders.product(0, "before").isPresent());

            addColumn(session, orders, "currency text");
            await().until(() -> {
                orders.send(0, with(",\"currency\":\"EUR\"", "after"));
                Row row = row(session, orders, "after");
                return row != null && !row.isNull("currency");
            });
            assertThat(row(session, orders, "before").isNull("currency")).isTrue();

            session.execute("ALTER TABLE grown_live.orders DROP currency");
            for (int i = 0; i < 50; i++) {
                orders.send(0, with(",\"currency\":\"EUR\"", "dropped-" + i));
            }
            await().until(() -> orders.product(0, "dropped-49").isPresent());
            assertThat(consumer).isNotDone();
        } finally {
            stop.request();
        }
        assertThat(consumer.get()).isEqualTo(Program.OK);
        assertThat(orders.verify().succeeded().out()).contains("PASS: ", " 52 orders, 52 rows, 0 dead letters");
    }

    @Test
    void should_name_an_added_column_with_a_wrong_value(LocalStack stack) throws Exception {
        OnStack orders = OnStack.named("grown_wrong", stack);
        orders.consume().succeeded();
        orders.send(0, with(",\"currency\":\"EUR\"", "early"));
        orders.consume().succeeded();
        try (CqlSession session = orders.session()) {
            addColumn(session, orders, "currency text");
            orders.send(0, with(",\"currency\":\"EUR\"", "late"));
            orders.consume().succeeded();
            session.execute("UPDATE grown_wrong.orders SET currency = 'USD' WHERE partition = 0 AND order_id = 'late'");

            CommandRun verify = orders.verify();

            assertThat(verify.exitCode()).isEqualTo(Program.FAILED);
            assertThat(verify.out())
                    .contains("FAIL: wrong 2; ")
                    .contains("order_id early  differs in currency  consumed before the column was added?")
                    .contains("order_id late  differs in currency\n");
        }
    }

    @Test
    void should_not_use_a_column_that_was_dropped_and_added_again(LocalStack stack) throws Exception {
        OnStack orders = OnStack.named("grown_again", stack);
        orders.consume().succeeded();
        try (CqlSession session = orders.session()) {
            addColumn(session, orders, "currency text");
            session.execute("ALTER TABLE grown_again.orders DROP currency");
            addColumn(session, orders, "currency text");
            orders.send(0, with(",\"currency\":\"EUR\"", "a"));

            assertThat(orders.consume().succeeded().out()).contains("further fields: 0 stored", "1 not");
            assertThat(orders.verify().succeeded().out()).contains("PASS: ");
            assertThat(orders.doctor().out()).containsPattern("WARN +table .*dropped and added again.*: currency;");

            session.execute("ALTER TABLE grown_again.orders DROP product");
            addColumn(session, orders, "product text");
            assertThat(orders.consume().exitCode()).isEqualTo(Program.FAILED);
            assertThat(orders.doctor().out()).containsPattern("FAIL +table .*had its column product dropped");
        }
    }

    private static org.awaitility.core.ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(2)).pollInterval(Duration.ofMillis(300));
    }

    private static void addColumn(CqlSession session, OnStack orders, String column) {
        session.execute("ALTER TABLE " + orders.name() + ".orders ADD " + column);
    }

    private static Row row(CqlSession session, OnStack orders, String orderId) {
        return session.execute(
                        "SELECT * FROM " + orders.name() + ".orders WHERE partition = 0 AND order_id = ?", orderId)
                .one();
    }

    private static String fieldsOf(List<Growth> growths) {
        StringBuilder fields = new StringBuilder();
        growths.forEach(growth -> fields.append(",\"")
                .append(growth.column().replace("\"", ""))
                .append("\":")
                .append(growth.sent()));
        return fields.toString();
    }

    private static String with(String fields, String orderId) {
        String order = OnStack.order(orderId, "Lamp");
        return order.substring(0, order.length() - 1) + fields + "}";
    }
}
