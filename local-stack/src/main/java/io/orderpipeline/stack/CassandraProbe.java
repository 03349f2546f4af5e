package io.orderpipeline.stack;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import java.time.Duration;

/** Ready is a node that runs a query for a client. */
record CassandraProbe(int port) implements Probe {

    private static final Duration LIMIT = Duration.ofSeconds(5);

    @Override
    public boolean answers() {
        if (!Ports.isOpen(port)) {
            return false;
        }
        try (CqlSession session = session(port)) {
            return session.execute("SELECT release_version FROM system.local").one() != null;
        } catch (DriverException notYet) {
            return false;
        }
    }

    /** One that is there quickly and is gone quickly. */
    static CqlSession session(int port) {
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
                // A node that asks nobody does not mind.
                .withAuthCredentials(CassandraServer.SUPERUSER, CassandraServer.SUPERUSER)
                .addContactPoint(Ports.loopback(port))
                .withLocalDatacenter(CassandraServer.DATACENTER)
                .build();
    }
}
