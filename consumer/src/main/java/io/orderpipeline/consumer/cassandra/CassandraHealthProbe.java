package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.DriverException;
import io.orderpipeline.consumer.cassandra.row.WriteFailure;
import java.util.Optional;

/**
 * Whether Cassandra would take orders, found out when there are none that would show it: by the reading of one row, which
 * needs as many replicas as a write. Safe for use by several threads.
 */
public final class CassandraHealthProbe {

    private static final int SOME_PARTITION = 0;

    private final NewestOrders table;

    public CassandraHealthProbe(NewestOrders table) {
        this.table = table;
    }

    /**
     * Blocks until there is an answer, or none within the time for requests.
     *
     * @return what is wrong; empty when nothing is
     */
    public Optional<String> ask() {
        try {
            table.read(SOME_PARTITION, 1);
            return Optional.empty();
        } catch (DriverException e) {
            return WriteFailure.of(e) instanceof WriteFailure.DatabaseInTrouble trouble
                    ? Optional.of(trouble.reason())
                    : Optional.empty();
        }
    }
}
