package io.orderpipeline.localstack;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.ssl.ProgrammaticSslEngineFactory;
import io.orderpipeline.localstack.Security.Secret;
import java.time.Duration;
import java.util.Optional;

/** The stack's client of one Cassandra node, as the super user. */
public record CassandraAdmin(NodeAddress server, Optional<Security> security) implements ServerAdmin {

    private static final Duration LIMIT = Duration.ofSeconds(5);
    private static final String KEYSPACE = "order_pipeline";

    // One of Cassandra's own tables with three replicas; the row need not exist.
    private static final SimpleStatement REPLICATED = SimpleStatement.newInstance(
                    "SELECT status FROM system_distributed.view_build_status WHERE keyspace_name = ''"
                            + " AND view_name = ''")
            .setConsistencyLevel(ConsistencyLevel.QUORUM);

    /** Ready is a node that runs a query; in a cluster, a query that also needs its neighbours. */
    @Override
    public boolean isReady() {
        if (!Ports.isOpen(server.address())) {
            return false;
        }
        try (CqlSession session = session()) {
            return server.isAlone() ? runsQuery(session) : runsReplicatedQuery(session);
        } catch (DriverException notReady) {
            return false;
        }
    }

    private static boolean runsQuery(CqlSession session) {
        return session.execute("SELECT release_version FROM system.local").one() != null;
    }

    private boolean runsReplicatedQuery(CqlSession session) {
        Optional<Node> self = session.getMetadata().getNodes().values().stream()
                .filter(node -> node.getEndPoint().resolve().equals(server.address()))
                .findFirst();
        self.ifPresent(node -> session.execute(REPLICATED.setNode(node)));
        return self.isPresent();
    }

    /** Opens and closes quickly. The caller closes it. */
    public CqlSession session() {
        if (security.isEmpty()) {
            // A node without authentication ignores the password.
            return session(CassandraServer.SUPERUSER);
        }
        try {
            return session(security.get().secret(Secret.CASSANDRA_ADMIN));
        } catch (AllNodesFailedException notYetChanged) {
            return session(CassandraServer.SUPERUSER);
        }
    }

    @Override
    public void grantRights() {
        security.ifPresent(this::grantRights);
    }

    /** Also changes the well-known password of the super user. */
    private void grantRights(Security keys) {
        try (CqlSession session = session()) {
            session.execute("ALTER ROLE cassandra WITH PASSWORD = '" + keys.secret(Secret.CASSANDRA_ADMIN) + "'");
            session.execute("CREATE ROLE IF NOT EXISTS consumer WITH PASSWORD = '"
                    + keys.secret(Secret.CASSANDRA_CONSUMER) + "' AND LOGIN = true");
            session.execute("CREATE KEYSPACE IF NOT EXISTS " + KEYSPACE
                    + " WITH replication = {'class': 'NetworkTopologyStrategy', '" + CassandraServer.DATACENTER
                    + "': 1}");
            for (String right : new String[] {"CREATE", "SELECT", "MODIFY"}) {
                session.execute("GRANT " + right + " ON KEYSPACE " + KEYSPACE + " TO consumer");
            }
        }
    }

    private CqlSession session(String password) {
        DriverConfigLoader quick = DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, LIMIT)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, LIMIT)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, LIMIT)
                .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                // The local datacenter is that of the node.
                .withString(DefaultDriverOption.LOAD_BALANCING_POLICY_CLASS, "DcInferringLoadBalancingPolicy")
                .withInt(DefaultDriverOption.NETTY_IO_SIZE, 1)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SIZE, 1)
                // The native clock loads a library, which Java 24 and later warn about.
                .withBoolean(DefaultDriverOption.TIMESTAMP_GENERATOR_FORCE_JAVA_CLOCK, true)
                // The default waits 2 s for late events when a session closes.
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                .build();
        CqlSessionBuilder builder = CqlSession.builder()
                .withConfigLoader(quick)
                .addContactPoint(server.address())
                .withAuthCredentials(CassandraServer.SUPERUSER, password);
        security.ifPresent(keys -> builder.withSslEngineFactory(
                new ProgrammaticSslEngineFactory(new Certificates(keys).trustContext(), null, true)));
        return builder.build();
    }
}
