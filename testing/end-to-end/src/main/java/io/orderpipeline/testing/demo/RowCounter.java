package io.orderpipeline.testing.demo;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.servererrors.InvalidQueryException;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Looks at the table with eyes of its own: shares neither code nor counters with the consumer. */
final class RowCounter implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final CqlSession session;
    private final String table;

    RowCounter(Addresses addresses, String keyspace) {
        this.session = CqlSession.builder()
                .withLocalDatacenter(addresses.datacenter())
                .withConfigLoader(DriverConfigLoader.programmaticBuilder()
                        .withStringList(DefaultDriverOption.CONTACT_POINTS, List.of(addresses.contactPoint()))
                        .withDuration(DefaultDriverOption.REQUEST_TIMEOUT, PATIENCE)
                        // The default waits 2 s for late events when a session closes.
                        .withInt(DefaultDriverOption.NETTY_IO_SHUTDOWN_QUIET_PERIOD, 0)
                        .withInt(DefaultDriverOption.NETTY_ADMIN_SHUTDOWN_QUIET_PERIOD, 0)
                        .build())
                .build();
        this.table = keyspace + ".orders";
    }

    /** A table that is just being created makes the server fail in several ways; all of them mean not yet. */
    boolean isAnyThere() {
        try {
            return session.execute("SELECT order_id FROM " + table + " LIMIT 1").one() != null;
        } catch (DriverException notYet) {
            return false;
        }
    }

    /** Every row is read and counted; by partition. Empty when there is no table. */
    SortedMap<Integer, Long> countByPartition() {
        SortedMap<Integer, Long> counts = new TreeMap<>();
        try {
            for (Row row : session.execute("SELECT partition, order_id FROM " + table)) {
                counts.merge(row.getInt("partition"), 1L, Long::sum);
            }
        } catch (InvalidQueryException noTableYet) {
            return counts;
        }
        return counts;
    }

    @Override
    public void close() {
        session.close();
    }
}
