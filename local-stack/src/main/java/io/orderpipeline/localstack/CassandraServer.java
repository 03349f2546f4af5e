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
import java.util.Optional;
import java.util.function.Consumer;

/** A Cassandra node, a cluster of its own or with others. */
public final class CassandraServer extends StackServer {

    /** Name and password of the user that a node makes for itself when it asks for passwords. */
    public static final String SUPERUSER = "cassandra";

    public static final String DATACENTER = "datacenter1";

    private final DataDir data;
    private final StackConfig config;
    private final ClusterPlan plan;
    private final Optional<Security> security;

    CassandraServer(DataDir data, StackConfig config, NodeAddress seat, ClusterPlan plan, Consumer<String> progress) {
        super(seat, new CassandraProbe(seat, Security.of(config.dataDir())), config.startLimit(), progress);
        this.data = data;
        this.plan = plan;
        this.config = config;
        this.security = Security.of(config.dataDir());
    }

    public InetSocketAddress contactPoint() {
        return seat().address();
    }

    /** What a driver must be told besides the contact point. */
    public String datacenter() {
        return DATACENTER;
    }

    /**
     * For tests and measurements, which look at tables and change them. The caller closes it, which takes no time.
     *
     * @param patience for one request: on a busy machine a table takes longer to create than the driver's own 2 s
     */
    public CqlSession session(Duration patience) {
        DriverConfigLoader settings = DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, patience)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, patience)
                // The default waits 1 s for further changes after each change of the schema,
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
        Path home = data.of(name());
        Path java = JavaHome.system().forCassandra(config.cassandraJava());
        Path yaml = home.resolve("cassandra.yaml");
        Path logback = home.resolve("logback.xml");
        try {
            PrivateFile.write(yaml, yaml(home));
            Files.writeString(logback, Template.read("cassandra-logback.xml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        List<Path> classPath = new ArrayList<>(List.of(data.leash()));
        classPath.addAll(ServerClassPath.of(NodeAddress.CASSANDRA).jars());
        return new JvmCommand(
                java,
                options(home, yaml, logback),
                classPath,
                "org.apache.cassandra.service.CassandraDaemon",
                List.of(),
                home,
                home.resolve("server.log"));
    }

    // The port between nodes may change from start to start for a node alone: it tells it to nobody.
    private String yaml(Path home) {
        String quoted = home.toString().replace("'", "''");
        int storagePort = seat().isAlone() ? Ports.free() : plan.storagePort();
        StringBuilder yaml = new StringBuilder(Template.fill(
                "cassandra.yaml",
                Map.of(
                        "host", seat().host(),
                        "port", port(),
                        "storagePort", storagePort,
                        "seeds", plan.seeds(storagePort),
                        "dataDir", quoted)));
        if (!seat().isAlone()) {
            yaml.append(Template.fill("cluster-cassandra.yaml", Map.of("token", seat().token())));
        }
        security.ifPresent(keys -> yaml.append(secured(keys)));
        if (!config.tuning().stockMemtables()) {
            yaml.append(Template.read("cassandra-memtables.yaml"));
        }
        config.tuning()
                .settings()
                .forEach((name, value) ->
                        yaml.append(name).append(": ").append(value).append('\n'));
        return yaml.toString();
    }

    private static String secured(Security keys) {
        String keyStore = keys.file(Certificates.SERVER + ".p12").toString();
        return Template.fill(
                "secure-cassandra.yaml",
                Map.of(
                        "keyStore", keyStore.replace("'", "''"),
                        "storePassword", keys.secret(Security.Secret.SERVER_STORE)));
    }

    @Override
    void afterStart() {
        security.ifPresent(keys -> new CassandraRights(keys).grant(contactPoint()));
    }

    /**
     * The heap may grow but starts small: Cassandra locks what is committed into memory, which takes 4 s and
     * 0.8 GB more when all of it is committed at the start.
     */
    private List<String> options(Path home, Path yaml, Path logback) {
        List<String> options =
                new ArrayList<>(List.of("-Xms256m", "-Xmx" + config.tuning().maximumHeap()));
        addAll("cassandra.jvm-options", options);
        if (!seat().isAlone()) {
            addAll("cluster-cassandra.jvm-options", options);
        }
        options.addAll(config.compilerOptions());
        options.add("-Dcassandra.config=" + yaml.toUri());
        options.add("-Dcassandra.storagedir=" + home);
        options.add("-Dlogback.configurationFile=" + logback.toUri());
        return options;
    }

    private static void addAll(String resource, List<String> options) {
        Template.read(resource).lines().filter(line -> line.startsWith("-")).forEach(options::add);
    }
}
