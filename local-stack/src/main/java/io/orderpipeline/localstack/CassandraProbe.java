package io.orderpipeline.localstack;

import com.datastax.oss.driver.api.core.ConsistencyLevel;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.CqlSessionBuilder;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;

/** Ready is a node that runs a query for a client. */
public record CassandraProbe(NodeAddress seat, Optional<Security> security) implements Probe {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    // A table of Cassandra's own with three replicas; the row need not be there.
    private static final SimpleStatement SHARED = SimpleStatement.newInstance(
                    "SELECT status FROM system_distributed.view_build_status WHERE keyspace_name = '' AND view_name = ''")
            .setConsistencyLevel(ConsistencyLevel.QUORUM);

    @Override
    public boolean answers() {
        if (!Ports.isOpen(seat.address())) {
            return false;
        }
        try (CqlSession session = session(seat.address(), security)) {
            return seat.isAlone() ? answersAlone(session) : answersWithOthers(session);
        } catch (DriverException notYet) {
            return false;
        }
    }

    private static boolean answersAlone(CqlSession session) {
        return session.execute("SELECT release_version FROM system.local").one() != null;
    }

    /** Reads through this very node what more than one node holds, so that it is known to see its neighbours. */
    private boolean answersWithOthers(CqlSession session) {
        Optional<Node> self = session.getMetadata().getNodes().values().stream()
                .filter(node -> node.getEndPoint().resolve().equals(seat.address()))
                .findFirst();
        self.ifPresent(node -> session.execute(SHARED.setNode(node)));
        return self.isPresent();
    }

    /** One that is there quickly and is gone quickly. */
    public static CqlSession session(InetSocketAddress address, Optional<Security> security) {
        return security.map(secured -> new CassandraRights(secured).session(address))
                // A node that asks nobody does not mind.
                .orElseGet(() -> builder(address)
                        .withAuthCredentials(CassandraServer.SUPERUSER, CassandraServer.SUPERUSER)
                        .build());
    }

    static CqlSessionBuilder builder(InetSocketAddress address) {
        DriverConfigLoader quick = DriverConfigLoader.programmaticBuilder()
                .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, LIMIT)
                .withDuration(DefaultDriverOption.CONNECTION_INIT_QUERY_TIMEOUT, LIMIT)
                .withDuration(DefaultDriverOption.CONTROL_CONNECTION_TIMEOUT, LIMIT)
                .withBoolean(DefaultDriverOption.METADATA_SCHEMA_ENABLED, false)
                .withInt(DefaultDriverOption.NETTY_IO_SIZE, 1)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SIZE, 1)
                // The native clock loads a library, which Java 24 and later warn about.
                .withBoolean(DefaultDriverOption.TIMESTAMP_GENERATOR_FORCE_JAVA_CLOCK, true)
                // The default waits 2 s for late events when a session closes.
                .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                .build();
        return CqlSession.builder()
                .withConfigLoader(quick)
                .addContactPoint(address)
                .withLocalDatacenter(CassandraServer.DATACENTER);
    }
}
