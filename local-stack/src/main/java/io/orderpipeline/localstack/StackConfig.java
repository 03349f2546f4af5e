package io.orderpipeline.localstack;

import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration of a stack. Immutable.
 *
 * @param dataDir the folder of all files of the servers
 * @param cassandraJava the Java home for Cassandra; empty to search for one
 * @param startLimit how long one server may take until it is ready
 * @param shortLived whether the servers end after minutes: the JVMs then use the C1 compiler only, which halves the
 *     start time and costs throughput
 * @param variant versions and settings of the servers
 */
public record StackConfig(
        Path dataDir,
        ServerPorts ports,
        Optional<Path> cassandraJava,
        CassandraTuning tuning,
        Duration startLimit,
        ClusterSize size,
        boolean shortLived,
        ServerVariant variant) {

    public StackConfig {
        dataDir = dataDir.toAbsolutePath().normalize();
        if (startLimit.isNegative() || startLimit.isZero()) {
            throw new IllegalArgumentException("startLimit is " + startLimit + ": it must be above zero");
        }
    }

    /** On free ports, so that several stacks run at the same time. */
    public static StackConfig onFreePorts(Path dataDir) {
        return new StackConfig(
                dataDir,
                new ServerPorts(Ports.free(), Ports.free(), Optional.empty()),
                Optional.empty(),
                CassandraTuning.SHIPPED,
                Duration.ofMinutes(2),
                ClusterSize.ALONE,
                false,
                ServerVariant.SHIPPED);
    }

    public StackConfig withPorts(int kafka, int cassandra) {
        return with(new ServerPorts(kafka, cassandra, ports.schemaRegistry()));
    }

    /** On a free port. */
    public StackConfig withSchemaRegistry() {
        return withSchemaRegistry(Ports.free());
    }

    public StackConfig withSchemaRegistry(int port) {
        return with(new ServerPorts(ports.kafka(), ports.cassandra(), Optional.of(port)));
    }

    private StackConfig with(ServerPorts other) {
        return new StackConfig(dataDir, other, cassandraJava, tuning, startLimit, size, shortLived, variant);
    }

    public StackConfig withTuning(CassandraTuning other) {
        return new StackConfig(dataDir, ports, cassandraJava, other, startLimit, size, shortLived, variant);
    }

    public StackConfig withStartLimit(Duration other) {
        return new StackConfig(dataDir, ports, cassandraJava, tuning, other, size, shortLived, variant);
    }

    public StackConfig withSize(ClusterSize other) {
        return new StackConfig(dataDir, ports, cassandraJava, tuning, startLimit, other, shortLived, variant);
    }

    public StackConfig forShortLife() {
        return new StackConfig(dataDir, ports, cassandraJava, tuning, startLimit, size, true, variant);
    }

    public StackConfig withVariant(ServerVariant other) {
        return new StackConfig(dataDir, ports, cassandraJava, tuning, startLimit, size, shortLived, other);
    }

    public int kafkaPort() {
        return ports.kafka();
    }

    public int cassandraPort() {
        return ports.cassandra();
    }

    List<String> compilerOptions() {
        return shortLived ? List.of("-XX:TieredStopAtLevel=1") : List.of();
    }

    /** @param schemaRegistry empty for a stack without a schema registry */
    public record ServerPorts(int kafka, int cassandra, Optional<Integer> schemaRegistry) {

        public ServerPorts {
            require("kafka", kafka);
            require("cassandra", cassandra);
            schemaRegistry.ifPresent(port -> require("schemaRegistry", port));
        }

        private static void require(String field, int port) {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException(field + " is " + port + ": a port is between 1 and 65535");
            }
        }
    }

    /**
     * The resources and settings of a Cassandra node. Immutable.
     *
     * @param maximumHeap the value of {@code -Xmx}
     * @param stockMemtables whether memtables and SSTables have Cassandra's defaults
     * @param settings of cassandra.yaml, which must not repeat those that the stack writes
     */
    public record CassandraTuning(String maximumHeap, boolean stockMemtables, Map<String, String> settings) {

        /** The default of the local stack: sustains twice the load of Cassandra's defaults. */
        public static final CassandraTuning SHIPPED = new CassandraTuning("1g", false, Map.of());

        /** Smaller heaps for several nodes on one machine. */
        public static CassandraTuning of(ClusterSize size) {
            return size.cassandraNodes() == 1 ? SHIPPED : SHIPPED.withMaximumHeap("768m");
        }

        public CassandraTuning {
            settings = Map.copyOf(settings);
        }

        public CassandraTuning withMaximumHeap(String heap) {
            return new CassandraTuning(heap, stockMemtables, settings);
        }

        public CassandraTuning withStockMemtables() {
            return new CassandraTuning(maximumHeap, true, settings);
        }

        public CassandraTuning with(String setting, String value) {
            Map<String, String> more = new LinkedHashMap<>(settings);
            more.put(setting, value);
            return new CassandraTuning(maximumHeap, stockMemtables, more);
        }
    }

    /**
     * Versions and settings of the servers that differ from the shipped ones, for tests of compatibility. Immutable.
     *
     * @param jars those of other versions, by kind of server: kafka, cassandra
     * @param javaHomes those of old versions, by kind of server
     * @param brokerSettings of server.properties, which win over those that the stack writes
     * @param datacenters over which the Cassandra nodes are distributed in turn
     */
    public record ServerVariant(
            Map<String, List<Path>> jars,
            Map<String, Path> javaHomes,
            Map<String, String> brokerSettings,
            int datacenters) {

        public static final ServerVariant SHIPPED = new ServerVariant(Map.of(), Map.of(), Map.of(), 1);

        public ServerVariant {
            jars = Map.copyOf(jars);
            javaHomes = Map.copyOf(javaHomes);
            brokerSettings = Map.copyOf(brokerSettings);
            if (datacenters < 1) {
                throw new IllegalArgumentException("datacenters is " + datacenters + ": it must be 1 or more");
            }
        }

        /** @param node from 1 */
        String datacenter(int node) {
            return "datacenter" + (1 + (node - 1) % datacenters);
        }

        public String kafkaVersion() {
            return version(NodeAddress.KAFKA, "kafka_2.13-");
        }

        public String cassandraVersion() {
            return version(NodeAddress.CASSANDRA, "cassandra-all-");
        }

        private String version(String kind, String jar) {
            return jars(kind).stream()
                    .map(path -> path.getFileName().toString())
                    .filter(name -> name.startsWith(jar))
                    .map(name -> name.substring(jar.length(), name.length() - ".jar".length()))
                    .findFirst()
                    .orElse("unknown");
        }

        List<Path> jars(String kind) {
            return jars.containsKey(kind) ? jars.get(kind) : JvmCommand.serverJars(kind);
        }

        /** Empty for the Java that the shipped version runs on. */
        Optional<Path> javaHome(String kind) {
            return Optional.ofNullable(javaHomes.get(kind));
        }
    }
}
