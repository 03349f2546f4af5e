package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverExecutionProfile;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.cassandra.row.TableShape;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes sure that the table of the chosen layout is there: creates it with its keyspace when absent, and refuses one that
 * could not hold every order exactly, before anything is written. Further columns are welcome.
 */
public final class OrdersTable {

    private static final Logger LOG = LoggerFactory.getLogger(OrdersTable.class);

    /** A definition goes to every node and to disk there: it takes longer than any write. */
    private static final Duration DEFINITION_LIMIT = Duration.ofSeconds(30);

    private final CqlSession session;
    private final CassandraConfig config;
    private final String name;

    public OrdersTable(CqlSession session, CassandraConfig config) {
        this.session = session;
        this.config = config;
        this.name = config.tableName();
    }

    /**
     * Returns once the table takes statements.
     *
     * @throws UserError when the table differs, may not be created, or takes none within the limit of the wait
     */
    public TargetTable ensure(ServiceWait wait) throws InterruptedException {
        Optional<TableMetadata> table = find();
        checkReplicas();
        if (table.isEmpty()) {
            create(config.layout().ofNewTable());
            table = find();
        }
        TargetTable target = check(table.orElseThrow(
                () -> UserError.failed("table " + name + " was created, yet this node does not know it; try again")));
        if (lacksCompanion(target.layout())) {
            create(target.layout());
        }
        wait.until("table " + name, () -> ask(target));
        LOG.info("Orders go to {}: {}", target.name(), target.layout().description());
        return target;
    }

    /**
     * While another process is creating a table, its node lists the table some milliseconds before it takes statements
     * on it: a new definition is written to disk first and taken into memory then. In between it answers that there is
     * no such table, or with a failure of its own.
     */
    private NewestOrders ask(TargetTable target) throws NotReadyException {
        try {
            return new NewestOrders(session, target);
        } catch (DriverException e) {
            throw new NotReadyException(e.getMessage(), e);
        }
    }

    /** As when an earlier start has died between the two. */
    private boolean lacksCompanion(TableLayout layout) {
        return layout.companions().keySet().stream()
                .anyMatch(companion ->
                        keyspace().flatMap(found -> found.getTable(companion)).isEmpty());
    }

    /**
     * Changes nothing, for commands that only look.
     *
     * @throws UserError when the table is absent, or differs
     */
    public TargetTable require() {
        return check(find().orElseThrow(() -> UserError.failed("there is no table " + name + " at Cassandra "
                + config.addresses() + "; are --keyspace and --table-layout right?")));
    }

    /**
     * Looks, and creates nothing.
     *
     * @return empty when the table is not there
     * @throws UserError when the table differs
     */
    public Optional<TargetTable> check() {
        return find().map(this::check);
    }

    private Optional<TableMetadata> find() {
        return session.refreshSchema()
                .getKeyspace(config.keyspace())
                .flatMap(keyspace -> keyspace.getTable(config.layout().table()));
    }

    /** Before anything is created: a keyspace with more replicas than nodes would have to be altered later. */
    private void checkReplicas() {
        DriverExecutionProfile profile = session.getContext().getConfig().getDefaultProfile();
        String level = profile.getString(DefaultDriverOption.REQUEST_CONSISTENCY);
        Map<String, String> replication = keyspace()
                .map(KeyspaceMetadata::getReplication)
                .orElse(Map.of(config.localDatacenter(), Integer.toString(config.replicationFactor())));
        Map<String, Integer> nodes = session.getMetadata().getNodes().values().stream()
                .filter(node -> node.getDatacenter() != null)
                .collect(Collectors.toMap(Node::getDatacenter, node -> 1, Integer::sum));
        Consistency.of(level)
                .flatMap(known -> new ReplicaRequirement(known, replication, config.localDatacenter(), nodes).unmet())
                .ifPresent(unmet -> {
                    throw UserError.failed("no order could be written to keyspace " + config.keyspace() + ": " + unmet
                            + "; change one of them. Nothing was written");
                });
    }

    private void create(TableLayout layout) {
        try {
            if (keyspace().isEmpty()) {
                execute(Cql.read(
                        "create-keyspace.cql",
                        config.keyspace(),
                        config.localDatacenter(),
                        config.replicationFactor()));
            }
            layout.definitions(config.keyspace()).forEach(this::execute);
        } catch (DriverException e) {
            throw UserError.failed("cannot create table " + name + ": " + e.getMessage(), e);
        }
    }

    private void execute(String definition) {
        session.execute(SimpleStatement.newInstance(definition).setTimeout(DEFINITION_LIMIT));
    }

    private TargetTable check(TableMetadata table) {
        TableCheck check = new TableCheck(name);
        TableLayout layout = config.layout()
                .of(table)
                .orElseThrow(() -> check.differs(
                        "has no comment such as 'bucket 60 s, spread 4', which says how its rows are laid out",
                        "set it with ALTER TABLE to what they were written with, or choose another --keyspace"));
        check.check(table, layout.shape(), new DroppedColumns(session, config.keyspace(), layout.table()).names());
        layout.companions().forEach(this::checkCompanion);
        if (!config.layout().isMetBy(layout)) {
            throw check.differs(
                    "has " + layout.properties()
                            + ", and cannot have another --bucket-duration, --bucket-spread or --time-to-live",
                    "leave these out, or choose another --keyspace");
        }
        return new TargetTable(config.keyspace(), layout);
    }

    private void checkCompanion(String companion, TableShape shape) {
        keyspace()
                .flatMap(found -> found.getTable(companion))
                .ifPresent(table -> new TableCheck(config.keyspace() + "." + companion).check(table, shape, Set.of()));
    }

    private Optional<KeyspaceMetadata> keyspace() {
        return session.getMetadata().getKeyspace(config.keyspace());
    }
}
