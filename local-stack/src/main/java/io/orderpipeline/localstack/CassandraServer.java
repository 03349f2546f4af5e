package io.orderpipeline.localstack;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A Cassandra node, alone or in a cluster. */
public final class CassandraServer extends StackServer {

    /** Name and initial password of the super user of a node with authentication. */
    public static final String SUPERUSER = "cassandra";

    public static final String DATACENTER = "datacenter1";

    /** The file from which {@code GossipingPropertyFileSnitch} reads the datacenter of the node, and its property. */
    private static final String RACKS = "cassandra-rackdc.properties";

    CassandraServer(
            DataDir data, StackConfig config, NodeAddress address, ClusterPlan plan, Consumer<String> progress) {
        super(data, config, address, plan, progress);
    }

    public InetSocketAddress contactPoint() {
        return address.address();
    }

    public String datacenter() {
        return config.variant().datacenter(address.number());
    }

    /**
     * For tests and measurements. The caller closes it, which takes no time.
     *
     * @param timeout of one request: on a busy machine, creating a table takes longer than the driver's default of 2 s
     */
    public CqlSession session(Duration timeout) {
        DriverConfigLoader settings = DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, timeout)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, timeout)
                // The defaults wait 1 s for further schema changes after each one,
                .withDuration(DefaultDriverOption.METADATA_SCHEMA_WINDOW, Duration.ofMillis(50))
                // and 2 s for late events when a session closes.
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                .build();
        return CqlSession.builder()
                .addContactPoint(contactPoint())
                .withLocalDatacenter(datacenter())
                .withConfigLoader(settings)
                .build();
    }

    @Override
    JvmCommand prepare() {
        Path home = home();
        Path java = config.variant().javaHome(address.kind()).orElseGet(() -> JavaHome.system()
                .forCassandra(config.cassandraJava()));
        Path yaml = home.resolve("cassandra.yaml");
        Path logback = home.resolve("logback.xml");
        try {
            StackFiles.writePrivate(yaml, yaml(home));
            Files.writeString(logback, Template.read("cassandra-logback.xml"));
            Files.writeString(home.resolve(RACKS), "dc=" + datacenter() + "\nrack=rack1\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return command(
                java,
                options(home, yaml, logback),
                "org.apache.cassandra.service.CassandraDaemon",
                List.of(),
                "server.log");
    }

    // A single node may have another storage port after each start.
    private String yaml(Path home) {
        String quoted = home.toString().replace("'", "''");
        int storagePort = address.isAlone() ? Ports.free() : plan.storagePort();
        StringBuilder yaml = new StringBuilder(Template.fill(
                "cassandra.yaml",
                Map.of(
                        "snitch", snitch(),
                        "host", address.host(),
                        "port", port(),
                        "storagePort", storagePort,
                        "seeds", plan.seeds(storagePort),
                        "dataDir", quoted)));
        if (!address.isAlone()) {
            yaml.append(Template.fill("cluster-cassandra.yaml", Map.of("token", address.token())));
        }
        security.ifPresent(keys -> yaml.append(secured(keys)));
        yaml.append(Template.read(isVersion("4.0") ? "cassandra-4.0-sizes.yaml" : "cassandra-sizes.yaml"));
        if (!config.tuning().stockMemtables() && !isVersion("4")) {
            yaml.append(Template.read("cassandra-memtables.yaml"));
        }
        config.tuning()
                .settings()
                .forEach((name, value) ->
                        yaml.append(name).append(": ").append(value).append('\n'));
        return yaml.toString();
    }

    private boolean isVersion(String release) {
        return config.variant().cassandraVersion().startsWith(release + ".");
    }

    private String snitch() {
        return config.variant().datacenters() == 1 ? "SimpleSnitch" : "GossipingPropertyFileSnitch";
    }

    private static String secured(Security keys) {
        String keyStore = keys.file(Certificates.SERVER + ".p12").toString();
        return Template.fill(
                "secure-cassandra.yaml",
                Map.of(
                        "keyStore", keyStore.replace("'", "''"),
                        "storePassword", keys.secret(Security.Secret.SERVER_STORE)));
    }

    /**
     * The heap starts small: Cassandra locks committed memory, so that a full heap at start would take 4 s and 0.8 GB
     * more.
     */
    private List<String> options(Path home, Path yaml, Path logback) {
        List<String> options =
                new ArrayList<>(List.of("-Xms256m", "-Xmx" + config.tuning().maximumHeap()));
        addAll("cassandra.jvm-options", options);
        if (!address.isAlone()) {
            addAll("cluster-cassandra.jvm-options", options);
        }
        if (isVersion("4")) {
            addAll("cassandra-4.jvm-options", options);
            config.variant().jars(NodeAddress.CASSANDRA).stream()
                    .filter(jar -> jar.getFileName().toString().startsWith("jamm-"))
                    .forEach(agent -> options.add("-javaagent:" + agent));
        }
        options.addAll(config.compilerOptions());
        options.add("-D" + RACKS + "=" + home.resolve(RACKS).toUri());
        options.add("-Dcassandra.config=" + yaml.toUri());
        options.add("-Dcassandra.storagedir=" + home);
        options.add("-Dlogback.configurationFile=" + logback.toUri());
        return options;
    }

    private static void addAll(String resource, List<String> options) {
        Template.read(resource).lines().filter(line -> line.startsWith("-")).forEach(options::add);
    }
}
