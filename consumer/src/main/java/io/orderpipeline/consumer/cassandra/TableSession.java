package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.consumer.cassandra.row.DriverErrorText;
import io.orderpipeline.consumer.cassandra.row.LogGenerations;
import io.orderpipeline.consumer.cassandra.row.RowEncoder;
import io.orderpipeline.consumer.cassandra.row.RowWriter;
import io.orderpipeline.consumer.cassandra.row.TableIdentity;
import io.orderpipeline.consumer.cassandra.row.TableState;
import io.orderpipeline.consumer.cassandra.row.WriteFailure;
import java.util.List;
import java.util.Optional;

/**
 * A driver session and the orders table in it: the entry point of this package for programs that write or read orders.
 * Opened by one thread; what it returns is safe for use by several threads, unless stated otherwise.
 */
public final class TableSession implements AutoCloseable {

    private static final int PROBED_PARTITION = 0;

    private final CassandraConfig config;
    private final ServiceWait wait;
    private final CassandraConnector connector;
    private CqlSession session;
    private TargetTable table;
    private TableStateReader stateReader;
    private TableState state;
    private NewestOrders newestOrders;
    private InsertStatements inserts;

    public TableSession(CassandraConfig config, ServiceWait wait, StopSignal stop) {
        this(config, wait, stop, Optional.empty());
    }

    /** @param meterRegistry of Micrometer, for the driver's own metrics */
    public TableSession(CassandraConfig config, ServiceWait wait, StopSignal stop, Optional<Object> meterRegistry) {
        this.config = config;
        this.wait = wait;
        this.connector = new CassandraConnector(config, stop, meterRegistry);
    }

    /** Waits until Cassandra is reachable, and creates the table if it does not exist. */
    public void open() throws InterruptedException {
        session = connector.connect(wait);
        table = new OrdersTable(session, config).ensure(wait);
        stateReader = new TableStateReader(session, table);
        state = wait.until("table " + table.name(), stateReader::require);
        newestOrders = new NewestOrders(session, table);
    }

    /**
     * Waits until Cassandra is reachable. Changes nothing there.
     *
     * @throws UserError when the table does not exist, or its schema does not match
     */
    public void openExisting() throws InterruptedException {
        openExisting(connector.connect(wait));
    }

    /**
     * As {@link #openExisting()}, but a missing table is no error.
     *
     * @return whether the table exists
     */
    public boolean openIfExists() throws InterruptedException {
        session = connector.connect(wait);
        Optional<TargetTable> existing = new OrdersTable(session, config).check();
        existing.ifPresent(found -> table = found);
        return existing.isPresent();
    }

    /** As {@link #openExisting()}, through a session that the caller has opened; for benchmarks. */
    public void openExisting(CqlSession opened) {
        session = opened;
        table = new OrdersTable(session, config).require();
    }

    /** Encodes rows for {@link #writer()}. The first call of either prepares the insert. */
    public RowEncoder encoder() {
        return inserts()::encode;
    }

    public RowWriter writer() {
        return new OrderWriter(session, table, inserts());
    }

    /** As it was when the session was opened. */
    public TableIdentity identity() {
        return new TableIdentity(table.name(), state);
    }

    /** Blocks. Empty when the table does not exist now. */
    public Optional<TableState> readState() {
        return stateReader.read();
    }

    public LogGenerations logGenerations() {
        return new OrderLogs(session, table.keyspace());
    }

    private InsertStatements inserts() {
        if (inserts == null) {
            inserts = new InsertStatements(session, table);
        }
        return inserts;
    }

    /**
     * The newest orders of a Kafka partition, newest first: by id, which sorts UUIDs of version 7 by time. In a
     * time-bucketed table they are sorted by bucket and then by id, so that orders with other ids come last. Blocks.
     */
    public List<Order> newestOrders(int partition, int count) {
        return newest().read(partition, count);
    }

    private synchronized NewestOrders newest() {
        if (newestOrders == null) {
            newestOrders = new NewestOrders(session, table);
        }
        return newestOrders;
    }

    /**
     * Health probe: reads one row, which needs as many replicas as a write. Blocks for the request timeout at most.
     *
     * @return why Cassandra would not take orders now; empty when it would
     */
    public Optional<String> probe() {
        try {
            newest().read(PROBED_PARTITION, 1);
            return Optional.empty();
        } catch (DriverException e) {
            return WriteFailure.of(e) instanceof WriteFailure.Transient failure
                    ? Optional.of(failure.reason())
                    : Optional.empty();
        }
    }

    /**
     * A reader of the whole table.
     *
     * @param whileWaiting run several times a second by each thread that awaits a response; an exception from it ends
     *     the read
     * @throws UserError when Cassandra does not respond now
     */
    public RowReader reader(Runnable whileWaiting) {
        try {
            return new OrderReader(session, table, whileWaiting);
        } catch (DriverException e) {
            throw UserError.failed("cannot read table " + table.name() + ": " + DriverErrorText.of(e), e);
        }
    }

    @Override
    public void close() {
        if (session != null) {
            session.close();
        }
    }
}
