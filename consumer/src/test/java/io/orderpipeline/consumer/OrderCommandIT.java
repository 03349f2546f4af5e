package io.orderpipeline.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** {@code consumer.jar order} and its endpoint against each state of an order, on real servers. */
@UsesLocalStack
final class OrderCommandIT {

    private static final String[] BOUNDED = {"--table-layout", "bounded"};

    private static OnStack orders;

    /** Partition 0 begins with a record that is then deleted; the others keep all. */
    @BeforeAll
    static void consume(LocalStack stack) throws Exception {
        orders = OnStack.named("order_command", stack);
        orders.send(0, OnStack.order("gone", "Globe"));
        orders.send(1, OnStack.order(id(1), "Atlas"));
        orders.send(1, OnStack.order("updated", "Atlas"));
        orders.send(1, OnStack.order("updated", "Globe"));
        orders.send(1, OnStack.order(id(2), "Atlas").replace("10.40", "11.40"));
        orders.send(1, "{\"order_id\": \"" + id(3) + "\", \"quantity\": ");
        orders.send(2, OnStack.order("changed", "Atlas"));
        orders.send(2, OnStack.order("deleted", "Atlas"));
        orders.send(2, OnStack.order("b\u00fccher \"quoted\"", "Atlas"));
        orders.consume().succeeded();
        try (CqlSession session = orders.session()) {
            session.execute("UPDATE order_command.orders SET total_amount = 1"
                    + " WHERE partition = 2 AND order_id = 'changed'");
            session.execute("DELETE FROM order_command.orders WHERE partition = 2 AND order_id = 'deleted'");
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            admin.deleteRecords(Map.of(new TopicPartition("order_command", 0), RecordsToDelete.beforeOffset(1)))
                    .all()
                    .get();
        }
    }

    /** A UUID of version 7 of about now, which is the time of its record. */
    private static String id(int number) {
        long time = ProcessHandle.current().info().startInstant().orElseThrow().toEpochMilli();
        return new UUID(time << 16 | 0x7000, 1L << 63 | number).toString();
    }

    @Test
    void should_find_a_stored_order_with_its_record_and_its_row() {
        assertThat(orders.lookUp(id(1)).succeeded().out().lines())
                .first()
                .isEqualTo(id(1) + ": stored from order_command-1@0");
        assertThat(orders.lookUp(id(1)).succeeded().out())
                .contains("valid, stored", "written from order_command-1@0", "product Atlas", "customer_name A***")
                .doesNotContain("Ada");
    }

    @Test
    void should_find_an_order_of_any_id_and_the_record_that_superseded_an_earlier_one() {
        assertThat(orders.lookUp("updated").succeeded().out())
                .contains("updated: stored from order_command-1@2", "valid, superseded by order_command-1@2");
    }

    @Test
    void should_find_an_id_that_json_escapes() {
        assertThat(orders.lookUp("b\u00fccher \"quoted\"").succeeded().out()).contains("stored from order_command-2@2");
    }

    @Test
    void should_say_why_an_order_is_invalid_and_where_its_dead_letter_is() {
        CommandRun run = orders.lookUp(id(2), id(3));

        assertThat(run.exitCode()).isEqualTo(Program.FAILED);
        assertThat(run.out())
                .containsPattern(id(2) + ": invalid: total-mismatch, in order_command.dead-\\d@\\d")
                .containsPattern(id(3) + ": invalid: not-json, in order_command.dead-\\d@\\d")
                .contains("total_amount is not quantity x price");
    }

    @Test
    void should_name_the_column_in_which_a_row_differs() {
        CommandRun run = orders.lookUp("changed");

        assertThat(run.exitCode()).isEqualTo(Program.FAILED);
        assertThat(run.out()).contains("changed: row differs from its record in total_amount (order_command-2@0)");
    }

    @Test
    void should_miss_a_row_that_was_deleted() {
        CommandRun run = orders.lookUp("deleted");

        assertThat(run.exitCode()).isEqualTo(Program.FAILED);
        assertThat(run.out()).contains("deleted: missing: consumed, but the table has no row (order_command-2@1)");
    }

    @Test
    void should_say_that_the_record_of_a_stored_order_is_gone() {
        assertThat(orders.lookUp("gone").succeeded().out())
                .contains("gone: stored, but its record order_command-0@0 is not in the topic any more");
    }

    @Test
    void should_say_where_an_order_was_not_found() {
        String absent = id(99);

        CommandRun run = orders.lookUp(absent, "absent", "--from", "1h");

        assertThat(run.exitCode()).isEqualTo(Program.FAILED);
        assertThat(run.out())
                .containsPattern(absent + ": not found between 20.* and the end of the topic")
                .containsPattern("absent: not found between 20.* and the end of the topic");
    }

    @Test
    void should_refuse_a_partition_that_the_topic_does_not_have() {
        assertThat(orders.lookUp(id(1), "--partition", "9").exitCode()).isEqualTo(Program.BAD_USAGE);
        assertThat(orders.lookUp(id(1), "--partition", "1").succeeded().out()).contains("stored from");
    }

    @Test
    void should_say_how_many_records_wait_before_an_order(LocalStack stack) throws Exception {
        OnStack waiting = OnStack.named("order_waits", stack);
        waiting.send(0, OnStack.order("first", "Globe"));
        waiting.consume().succeeded();
        waiting.send(0, OnStack.order("between", "Globe"));
        waiting.send(0, OnStack.order("waits", "Globe"));

        CommandRun run = waiting.lookUp("first", "waits");

        assertThat(run.exitCode()).isEqualTo(Program.FAILED);
        assertThat(run.out())
                .contains("first: stored from order_waits-0@0")
                .contains("waits: not yet consumed, 1 record before it", "is the consumer running?");
    }

    @Test
    void should_find_the_replay_of_a_dead_letter(LocalStack stack) throws Exception {
        OnStack replayed = OnStack.named("order_replayed", stack);
        replayed.send(0, OnStack.order("a", "Globe").replace("10.40", "11.40"));
        replayed.consume().succeeded();
        replayed.deadLetters("replay", "--all").succeeded();
        replayed.consume().succeeded();

        assertThat(replayed.lookUp("a", "--json").out().lines())
                .singleElement()
                .asString()
                .contains("\"verdict\":\"invalid\",\"stored\":false")
                .contains("\"replayOf\":\"order_replayed-0@0\"")
                .contains("\"replayed\":true}", "\"replayed\":false}");
    }

    @Test
    void should_find_the_row_in_a_time_bucketed_table(LocalStack stack) throws Exception {
        OnStack bucketed = OnStack.named("order_bucketed", stack);
        bucketed.send(2, OnStack.order(id(1), "Globe"));
        bucketed.send(1, OnStack.order("undated", "Globe"));
        bucketed.consume(BOUNDED).succeeded();

        assertThat(bucketed.lookUp(id(1), "undated", "--table-layout", "bounded")
                        .succeeded()
                        .out())
                .contains(id(1) + ": stored from order_bucketed-2@0", "undated: stored from order_bucketed-1@0");
    }

    @Test
    void should_answer_over_http_while_the_consumer_runs(LocalStack stack) throws Exception {
        OnStack running = OnStack.named("order_http", stack);
        running.send(0, OnStack.order("a", "Globe"));
        running.send(0, "{\"order_id\": \"b\", ");
        int port = freePort();
        StopSignal stop = new StopSignal();
        CompletableFuture<Integer> consumer = running.consumeUntil(stop, "--http-port", Integer.toString(port));
        try {
            Awaitility.await().ignoreExceptions().untilAsserted(() -> assertThat(
                            get(port, "a").body())
                    .contains("\"text\":\"stored from order_http-0@0\"", "\"customer_name\":\"A***\""));
            Awaitility.await().untilAsserted(() -> assertThat(get(port, "b").body())
                    .contains("\"verdict\":\"invalid\"", "order_http.dead-"));
            assertThat(get(port, "absent").body()).contains("\"verdict\":\"not-found\"");
            assertThat(get(port, "%20").statusCode()).isEqualTo(400);
        } finally {
            stop.request();
            assertThat(consumer.get()).isZero();
        }
    }

    private static HttpResponse<String> get(int port, String id) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/api/orders/" + id);
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
