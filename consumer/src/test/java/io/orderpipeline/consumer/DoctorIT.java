package io.orderpipeline.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import io.orderpipeline.common.cli.Program;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The checks of the doctor on real servers, healthy and not. */
@UsesLocalStack
final class DoctorIT {

    @Test
    void should_pass_for_a_healthy_stack(LocalStack stack) throws Exception {
        OnStack orders = OnStack.named("doctor_well", stack);
        for (int partition = 0; partition < 3; partition++) {
            orders.send(partition, OnStack.order("a-" + partition, "Atlas"));
        }
        orders.consume().succeeded();

        try (var member = member(orders)) {
            Awaitility.await().until(() -> {
                var unused = member.poll(Duration.ofMillis(100));
                return member.assignment().size() == 3;
            });

            assertThat(orders.doctor().succeeded().out().lines())
                    .hasSize(11)
                    .anyMatch(line -> line.matches("OK +topic +doctor_well has 3 partitions.*"))
                    // Every order of this test has the same key, and was sent to a partition by number.
                    .anyMatch(line -> line.matches("WARN +records .*p0 1 \\(books\\), p1 1 .*category books is on 3.*"))
                    .anyMatch(line -> line.matches("OK +dead letters +none in doctor_well.dead"))
                    .anyMatch(line -> line.matches("OK +group .*1 member: watcher at .* has p0 p1 p2"))
                    .anyMatch(line -> line.matches("OK +lag +0 records: p0 0, p1 0, p2 0"))
                    .anyMatch(line -> line.matches("OK +cassandra +version \\d.*, 1 node"))
                    .anyMatch(line -> line.matches("OK +table .*"))
                    .anyMatch(line -> line.matches("OK +kafka clock .*"))
                    .anyMatch(line -> line.matches("OK +cassandra clock .*"));
        }
    }

    @Test
    void should_accept_fewer_replicas_than_must_be_in_sync_as_the_broker_does(LocalStack stack) throws Exception {
        OnStack orders = OnStack.named("doctor_replicas", stack);
        AlterConfigOp twoInSync = new AlterConfigOp(
                new ConfigEntry(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, "2"), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, orders.name());
            admin.incrementalAlterConfigs(Map.of(topic, List.of(twoInSync)))
                    .all()
                    .get();
        }

        orders.send(0, OnStack.order("a", "Atlas"));

        assertThat(orders.doctor().out().lines())
                .anyMatch(line -> line.matches("OK +topic +doctor_replicas has 3 partitions, replication factor 1"));
    }

    @Test
    void should_fail_when_no_server_is_available() throws IOException {
        String nowhere = "127.0.0.1:" + freePort();

        CommandRun run = CommandRun.of("doctor", "--bootstrap-servers", nowhere, "--contact-points", nowhere);

        assertThat(run.exitCode()).isEqualTo(Program.FAILED);
        assertThat(run.out().lines())
                .anyMatch(line -> line.matches("FAIL +broker .*" + nowhere + ".*is it running.*"))
                .anyMatch(line -> line.matches("SKIP +group +not asked: no broker"))
                .anyMatch(line -> line.matches("FAIL +cassandra .*" + nowhere + ".*is it running.*"))
                .anyMatch(line -> line.matches("SKIP +table +not asked: no cassandra"));
    }

    @Test
    void should_fail_for_a_table_that_cannot_hold_the_orders(LocalStack stack) throws Exception {
        OnStack orders = OnStack.named("doctor_column", stack);
        try (CqlSession session = orders.session()) {
            session.execute("CREATE KEYSPACE doctor_column WITH replication ="
                    + " {'class': 'SimpleStrategy', 'replication_factor': 1}");
            session.execute("CREATE TABLE doctor_column.orders (order_id text, partition int, customer_name text,"
                    + " product text, category text, quantity int, timestamp timestamp, total_amount decimal,"
                    + " PRIMARY KEY ((partition), order_id))");
        }

        CommandRun run = orders.doctor();

        assertThat(run.exitCode()).isEqualTo(Program.FAILED);
        assertThat(run.out().lines())
                .anyMatch(line -> line.matches("FAIL +table .*lacks the column price decimal; add it.*"));
    }

    @Test
    void should_create_nothing(LocalStack stack) throws Exception {
        OnStack orders = OnStack.named("doctor_looks", stack);

        assertThat(orders.doctor("--json").succeeded().out())
                .contains("{\"verdict\":\"WARN\",\"subject\":\"table\"")
                .contains("{\"verdict\":\"WARN\",\"subject\":\"dead letters\"")
                .contains("{\"verdict\":\"WARN\",\"subject\":\"group\"");

        assertThat(orders.doctor().out()).containsPattern("WARN +dead letters +there is no topic");
        try (CqlSession session = orders.session()) {
            assertThat(session.getMetadata().getKeyspace("doctor_looks")).isEmpty();
        }
    }

    @Test
    void should_fail_for_a_missing_topic(LocalStack stack) throws Exception {
        CommandRun run = new OnStack(stack, "doctor_absent").doctor();

        assertThat(run.exitCode()).isEqualTo(Program.FAILED);
        assertThat(run.out().lines())
                .anyMatch(line -> line.matches("FAIL +topic +there is no topic doctor_absent.*"))
                .anyMatch(line -> line.matches("SKIP +records +not asked: no topic"));
    }

    private static KafkaConsumer<byte[], byte[]> member(OnStack orders) {
        var consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        orders.stack().bootstrapServers(),
                        "group.id",
                        orders.name(),
                        "client.id",
                        "watcher",
                        "enable.auto.commit",
                        false),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        consumer.subscribe(List.of(orders.name()));
        return consumer;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
