package io.orderpipeline.localstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.localstack.StackConfig.ServerVariant;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ServerFilesTest {

    private static final int MAGIC_AND_MINOR_VERSION = 6;
    private static final int CLASS_FILE_OF_JAVA_11 = 55;

    @TempDir
    private Path folder;

    private StackConfig config;
    private DataDir data;

    @BeforeEach
    void claim() {
        config = StackConfig.onFreePorts(folder.resolve("it's here"));
        data = DataDir.claim(config.dataDir());
    }

    @AfterEach
    void release() {
        data.close();
    }

    @Test
    void should_configure_ports_and_no_automatic_topics() throws IOException {
        // A formatted log directory, so that nothing is run here.
        Files.writeString(
                Files.createDirectories(data.of("kafka").resolve("data")).resolve("meta.properties"), "");

        JvmCommand command = broker(1, config).prepare();

        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(command.arguments().get(0)))) {
            properties.load(reader);
        }
        assertThat(properties)
                .containsEntry("advertised.listeners", "CLIENT://localhost:" + config.kafkaPort())
                .containsEntry("log.dirs", data.of("kafka").resolve("data").toString())
                .containsEntry("auto.create.topics.enable", "false");
        assertThat(properties.getProperty("listeners")).startsWith("CLIENT://127.0.0.1:" + config.kafkaPort() + ",");
    }

    @Test
    void should_configure_the_node_for_load() throws IOException {
        JvmCommand command = node(1, config).prepare();

        assertThat(Files.readString(data.of("cassandra").resolve("cassandra.yaml")))
                .contains("native_transport_port: " + config.cassandraPort())
                .contains("inherits: trie")
                .contains("memtable_allocation_type: offheap_objects")
                .contains("selected_format: bti")
                .contains("storage_compatibility_mode: NONE")
                .contains("it''s here/cassandra/commitlog'")
                .doesNotContain("${");
        assertThat(command.options()).contains("-Xmx1g").allMatch(option -> option.startsWith("-"));
    }

    @Test
    void should_apply_the_tuning_of_the_node() throws IOException {
        StackConfig.CassandraTuning poor = StackConfig.CassandraTuning.SHIPPED
                .withMaximumHeap("512m")
                .withStockMemtables()
                .with("batch_size_fail_threshold", "4KiB");

        JvmCommand command = node(1, config.withTuning(poor)).prepare();

        assertThat(Files.readString(data.of("cassandra").resolve("cassandra.yaml")))
                .contains("\nbatch_size_fail_threshold: 4KiB\n")
                .doesNotContain("memtable", "storage_compatibility_mode");
        assertThat(command.options()).contains("-Xmx512m").doesNotContain("-Xmx1g");
    }

    @Test
    void should_configure_three_replicas_and_voters_for_three_brokers() throws IOException {
        Files.writeString(
                Files.createDirectories(data.of("kafka-2").resolve("data")).resolve("meta.properties"), "");

        JvmCommand command = broker(2, config.withSize(new ClusterSize(3, 3))).prepare();

        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(command.arguments().get(0)))) {
            properties.load(reader);
        }
        assertThat(properties)
                .containsEntry("node.id", "2")
                .containsEntry("advertised.listeners", "CLIENT://127.0.0.2:" + config.kafkaPort())
                .containsEntry("default.replication.factor", "3")
                .containsEntry("min.insync.replicas", "2")
                .containsEntry("transaction.state.log.min.isr", "2");
        assertThat(properties.getProperty("controller.quorum.voters"))
                .matches("1@127\\.0\\.0\\.1:(\\d+),2@127\\.0\\.0\\.2:\\1,3@127\\.0\\.0\\.3:\\1");
    }

    @Test
    void should_configure_gossip_and_tokens_for_three_nodes() throws IOException {
        StackConfig three = config.withSize(new ClusterSize(3, 3))
                .withTuning(StackConfig.CassandraTuning.of(new ClusterSize(3, 3)));

        JvmCommand command = node(3, three).prepare();

        assertThat(Files.readString(data.of("cassandra-3").resolve("cassandra.yaml")))
                .contains("listen_address: 127.0.0.3")
                .containsPattern("seeds: \"127.0.0.1:(\\d+),127.0.0.2:\\1,127.0.0.3:\\1\"")
                .contains("initial_token: \"3074457345618258603\"")
                .doesNotContain("${");
        assertThat(command.options())
                .contains("-Xmx768m")
                .containsSubsequence(
                        "-Dcassandra.skip_wait_for_gossip_to_settle=0",
                        "-Dcassandra.skip_wait_for_gossip_to_settle=-1");
    }

    @Test
    void should_start_another_version_with_other_settings() throws IOException {
        Files.writeString(
                Files.createDirectories(data.of("kafka").resolve("data")).resolve("meta.properties"), "");
        ServerVariant other = new ServerVariant(
                Map.of("kafka", List.of(Path.of("kafka_2.13-3.9.1.jar"))),
                Map.of("kafka", folder),
                Map.of("min.insync.replicas", "2"),
                1);

        JvmCommand command = broker(1, config.withVariant(other)).prepare();

        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(command.arguments().get(0)))) {
            properties.load(reader);
        }
        assertThat(properties).containsEntry("min.insync.replicas", "2");
        assertThat(names(command.classPath())).containsExactly("watchdog", "kafka_2.13-3.9.1.jar");
        assertThat(command.java()).isEqualTo(folder);
    }

    @Test
    void should_configure_old_nodes_with_their_names_of_settings_and_their_java() throws IOException {
        ServerVariant old = new ServerVariant(
                Map.of("cassandra", List.of(Path.of("cassandra-all-4.0.19.jar"), Path.of("jamm-0.3.2.jar"))),
                Map.of("cassandra", folder),
                Map.of(),
                1);

        JvmCommand command = node(1, config.withVariant(old)).prepare();

        assertThat(Files.readString(data.of("cassandra").resolve("cassandra.yaml")))
                .contains("\ncommitlog_sync: batch\n", "\ncommitlog_segment_size_in_mb: 32\n")
                .doesNotContain("MiB", "KiB", "memtable");
        assertThat(command.options()).contains("-javaagent:jamm-0.3.2.jar");
        assertThat(command.java()).isEqualTo(folder);
    }

    @Test
    void should_run_the_watchdog_on_the_java_of_old_servers() throws IOException {
        Path watchdog = data.watchdogClasses().resolve("io/orderpipeline/localstack/ParentWatchdog.class");

        try (DataInputStream in = new DataInputStream(Files.newInputStream(watchdog))) {
            in.skipNBytes(MAGIC_AND_MINOR_VERSION);
            assertThat(in.readUnsignedShort()).isEqualTo(CLASS_FILE_OF_JAVA_11);
        }
    }

    @Test
    void should_distribute_nodes_over_datacenters() throws IOException {
        StackConfig two =
                config.withSize(new ClusterSize(1, 2)).withVariant(new ServerVariant(Map.of(), Map.of(), Map.of(), 2));

        JvmCommand command = node(2, two).prepare();

        Path racks = data.of("cassandra-2").resolve("cassandra-rackdc.properties");
        assertThat(racks).hasContent("dc=datacenter2\nrack=rack1\n");
        assertThat(command.options()).contains("-Dcassandra-rackdc.properties=" + racks.toUri());
        assertThat(Files.readString(data.of("cassandra-2").resolve("cassandra.yaml")))
                .contains("endpoint_snitch: GossipingPropertyFileSnitch\n");
        assertThat(node(1, two).datacenter()).isEqualTo("datacenter1");
    }

    @Test
    void should_reject_the_data_of_another_cluster_size() {
        ClusterSize three = new ClusterSize(3, 3);
        ClusterPlan plan = ClusterPlan.of(config.dataDir(), three);

        assertThat(ClusterPlan.of(config.dataDir(), three)).isEqualTo(plan);
        assertThatThrownBy(() -> ClusterPlan.of(config.dataDir(), ClusterSize.ALONE))
                .isInstanceOf(StackException.class)
                .hasMessageContaining("are those of --brokers 3 --cassandra-nodes 3")
                .hasMessageContaining("--wipe");
    }

    @Test
    void should_keep_the_class_paths_of_the_servers_apart() {
        List<String> kafka = names(JvmCommand.serverJars("kafka"));
        List<String> cassandra = names(JvmCommand.serverJars("cassandra"));

        assertThat(kafka).noneMatch(jar -> jar.contains("cassandra") || jar.startsWith("logback"));
        assertThat(cassandra).noneMatch(jar -> jar.startsWith("kafka"));
        assertThat(kafka).noneMatch(jar -> jar.startsWith("local-stack"));
        assertThat(cassandra).noneMatch(jar -> jar.startsWith("local-stack"));
    }

    @Test
    void should_use_the_same_version_for_broker_and_client() {
        assertThat(names(JvmCommand.serverJars("kafka"))).contains("kafka_2.13-" + AppInfoParser.getVersion() + ".jar");
    }

    @Test
    void should_configure_the_schema_registry_for_this_machine_and_a_file_of_its_own() throws IOException {
        Path file = schemaRegistry().writeConfiguration();

        // Quarkus looks for this file of the working directory.
        assertThat(data.of("schema-registry").relativize(file)).isEqualTo(Path.of("config/application.properties"));
        assertThat(Files.readString(file))
                .contains("quarkus.http.host=127.0.0.1\nquarkus.http.port=15081\n", "jdbc:h2:file:./data/")
                .doesNotContain("ssl", "${");
    }

    @Test
    void should_configure_a_secured_schema_registry_for_tls_only() throws IOException {
        Security security = Security.create(config.dataDir());

        Path file = schemaRegistry().writeConfiguration();

        assertThat(Files.readString(file))
                .contains("quarkus.http.insecure-requests=disabled\nquarkus.http.ssl-port=15081\n")
                .contains("key-store-password=" + security.secret(Security.Secret.SERVER_STORE) + "\n")
                .doesNotContain("${");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void should_name_the_command_that_fetches_the_schema_registry() {
        assertThatThrownBy(() -> JvmCommand.existingJars("schema-registry", "/no/such/registry.jar\n"))
                .hasMessage("schema-registry: /no/such/registry.jar is missing: run scripts/stack up --schema-registry"
                        + " to fetch it again");
    }

    @Test
    void should_name_a_missing_jar_and_the_command_that_fetches_it() {
        assertThatThrownBy(() -> JvmCommand.existingJars("kafka", "/no/such/kafka.jar\n"))
                .hasMessage("kafka: /no/such/kafka.jar is missing: run mvn package to fetch it again");
    }

    private KafkaServer broker(int number, StackConfig of) {
        NodeAddress address = NodeAddress.brokers(of.size(), of.kafkaPort()).get(number - 1);
        return new KafkaServer(data, of, address, ClusterPlan.of(of.dataDir(), of.size()), line -> {});
    }

    private SchemaRegistryServer schemaRegistry() {
        ClusterPlan plan = ClusterPlan.of(config.dataDir(), config.size());
        return new SchemaRegistryServer(data, config, NodeAddress.schemaRegistry(15_081), plan, line -> {});
    }

    private CassandraServer node(int number, StackConfig of) {
        NodeAddress address = NodeAddress.nodes(of.size(), of.cassandraPort()).get(number - 1);
        return new CassandraServer(data, of, address, ClusterPlan.of(of.dataDir(), of.size()), line -> {});
    }

    private static List<String> names(List<Path> classPath) {
        return classPath.stream().map(jar -> jar.getFileName().toString()).toList();
    }
}
