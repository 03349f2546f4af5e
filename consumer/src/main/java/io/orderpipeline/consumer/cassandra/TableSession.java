package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.StopSignal;
import java.util.Optional;

/** Cassandra's half of the start: a session, and a table that can hold the orders. One thread at a time. */
public final class TableSession implements AutoCloseable {

    private final CassandraConfig config;
    private final ServiceWait wait;
    private final StopSignal stop;
    private final Optional<Object> meterRegistry;
    private CqlSession session;
    private TargetTable table;

    public TableSession(CassandraConfig config, ServiceWait wait, StopSignal stop) {
        this(config, wait, stop, Optional.empty());
    }

    /** @param meterRegistry of Micrometer, for the driver's own metrics */
    public TableSession(CassandraConfig config, ServiceWait wait, StopSignal stop, Optional<Object> meterRegistry) {
        this.meterRegistry = meterRegistry;
        this.config = config;
        this.wait = wait;
        this.stop = stop;
    }

    /** Waits until everything is there. */
    public void open() throws InterruptedException {
        session = new CassandraConnector(config, stop, meterRegistry).connect(wait);
        table = new OrdersTable(session, config).ensure(wait);
    }

    public CqlSession session() {
        return session;
    }

    public TargetTable table() {
        return table;
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
        }
    }
}
