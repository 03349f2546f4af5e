package io.orderpipeline.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.CqlSession;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.junit.jupiter.api.Test;

/** Injects faults into the servers and checks their data afterwards. */
@UsesLocalStack
final class LocalStackIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    @Test
    void should_keep_topics_and_cluster_id_after_kill_9(LocalStack stack) throws Exception {
        KafkaServer kafka = stack.kafka();
        String clusterId;
        try (Admin admin = admin(kafka)) {
            admin.createTopics(List.of(new NewTopic("kept", 3, (short) 1)))
                    .all()
                    .get();
            clusterId = clusterId(admin);
        }
        long before = kafka.pid();

        kafka.kill();
        assertThat(kafka.isAlive()).isFalse();
        kafka.start();

        assertThat(kafka.pid()).isNotEqualTo(before);
        try (Admin admin = admin(kafka)) {
            assertThat(admin.listTopics().names().get()).contains("kept");
            assertThat(clusterId(admin)).isEqualTo(clusterId);
        }
    }

    @Test
    void should_keep_rows_after_kill_9(LocalStack stack) {
        CassandraServer cassandra = stack.cassandra();
        try (CqlSession session = cassandra.session(TIMEOUT)) {
            session.execute(
                    "CREATE KEYSPACE drill WITH replication = {'class': 'SimpleStrategy', 'replication_factor': 1}");
            session.execute("CREATE TABLE drill.kept (id int PRIMARY KEY, word text)");
            session.execute("INSERT INTO drill.kept (id, word) VALUES (1, 'acknowledged')");
        }

        cassandra.kill();
        assertThat(cassandra.isReady()).isFalse();
        cassandra.start();

        try (CqlSession session = cassandra.session(TIMEOUT)) {
            assertThat(session.execute("SELECT word FROM drill.kept").all())
                    .singleElement()
                    .matches(row -> "acknowledged".equals(row.getString("word")));
        }
    }

    @Test
    void should_not_be_ready_while_the_broker_is_paused(LocalStack stack) {
        KafkaServer kafka = stack.kafka();

        kafka.pause();
        try {
            assertThat(kafka.isAlive()).isTrue();
            assertThat(kafka.isReady()).isFalse();
        } finally {
            kafka.resume();
        }

        assertThat(kafka.isReady()).isTrue();
    }

    @Test
    void should_keep_both_servers_on_sigint(LocalStack stack) throws Exception {
        for (StackServer server : List.of(stack.kafka(), stack.cassandra())) {
            new ProcessBuilder("kill", "-INT", Long.toString(server.pid()))
                    .start()
                    .waitFor();

            assertThat(server.isReady()).as(server.name()).isTrue();
        }
    }

    @Test
    void should_not_use_the_default_ports(LocalStack stack) {
        assertThat(stack.config().kafkaPort()).isNotEqualTo(9092);
        assertThat(stack.config().cassandraPort()).isNotEqualTo(9042);
        assertThat(stack.config().cassandraJava()).isEqualTo(Optional.empty());
    }

    private static String clusterId(Admin admin) throws InterruptedException, ExecutionException {
        return admin.describeCluster().clusterId().get();
    }

    private static Admin admin(KafkaServer kafka) {
        return Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers()));
    }
}
