package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverExecutionProfile;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.loadbalancing.NodeDistance;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.cassandra.row.DriverErrorText;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Creates the table of the chosen layout, with its keyspace, if it does not exist, and rejects an existing table that
 * could not store every order exactly, before anything is written. One thread.
 */
final class OrdersTable {

    private static final Logger LOG = LoggerFactory.getLogger(OrdersTable.class);

    /** A schema change is written to disk on every node, so it takes longer than a write. */
    private static final Duration DEFINITION_TIMEOUT = Duration.ofSeconds(30);

    private final CqlSession session;
    private final CassandraConfig config;
    private final String name;
    private final String localDatacenter;

    OrdersTable(CqlSession session, CassandraConfig config) {
        this.session = session;
        this.config = config;
        this.name = config.tableName();
        this.localDatacenter = config.nodes().localDatacenter().orElseGet(() -> localDatacenter(session));
    }

    /** Of a session that has it from a secure connect bundle. */
    private static String localDatacenter(CqlSession session) {
        return session.getMetadata().getNodes().values().stream()
                .filter(node -> node.getDistance() == NodeDistance.LOCAL)
                .map(Node::getDatacenter)
                .findFirst()
                .orElse("");
    }

    /**
     * Returns when the table accepts statements.
     *
     * @throws UserError when the schema does not match, or the table cannot be created or used within the limit of the
     *     wait
     */
    TargetTable ensure(ServiceWait wait) throws InterruptedException {
        Optional<TableMetadata> table = find();
        checkReplicas();
        if (table.isEmpty()) {
            create(config.layout().newLayout());
            table = find();
        }
        TargetTable target = check(table.orElseThrow(() ->
                UserError.failed("table " + name + " was created, but this node does not have it yet; try again")));
        if (lacksCompanion(target.layout())) {
            create(target.layout());
        }
        wait.until("table " + name, () -> probe(target));
        LOG.info("Orders go to {}: {}", target.name(), target.layout().description());
        return target;
    }

    /**
     * While another process creates a table, its node lists the table some milliseconds before it accepts statements
     * for it, because it writes a new definition to disk before it loads it. Until then, it responds that the table
     * does not exist, or with a server error.
     */
    private NewestOrders probe(TargetTable target) throws NotReadyException {
        try {
            NewestOrders newest = new NewestOrders(session, target);
            WriteProbe.require(session, target);
            return newest;
        } catch (DriverException e) {
            throw new NotReadyException(DriverErrorText.of(e), e);
        }
    }

    /** When an earlier start ended after the table was created and before its companion was. */
    private boolean lacksCompanion(TableLayout layout) {
        return layout.companions().keySet().stream()
                .anyMatch(companion ->
                        keyspace().flatMap(found -> found.getTable(companion)).isEmpty());
    }

    /**
     * Changes nothing.
     *
     * @throws UserError when the table does not exist, or its schema does not match
     */
    TargetTable require() {
        return check().orElseThrow(() -> UserError.failed("there is no table " + name + " at Cassandra "
                + config.addresses() + "; are --keyspace and --table-layout right?"));
    }

    /**
     * Changes nothing.
     *
     * @return empty when the table does not exist
     * @throws UserError when its schema does not match
     */
    Optional<TargetTable> check() {
        return find().map(this::check);
    }

    private Optional<TableMetadata> find() {
        session.refreshSchema();
        return keyspace().flatMap(keyspace -> keyspace.getTable(config.layout().table()));
    }

    /** Checked before anything is created, because a keyspace with too many replicas would have to be altered later. */
    private void checkReplicas() {
        DriverExecutionProfile profile = session.getContext().getConfig().getDefaultProfile();
        String level = profile.getString(DefaultDriverOption.REQUEST_CONSISTENCY);
        Map<String, String> replication = keyspace()
                .map(KeyspaceMetadata::getReplication)
                .orElse(Map.of(localDatacenter, Integer.toString(config.replicationFactor())));
        Map<String, Integer> nodes = session.getMetadata().getNodes().values().stream()
                .filter(node -> node.getDatacenter() != null)
                .collect(Collectors.toMap(Node::getDatacenter, node -> 1, Integer::sum));
        Consistency.of(level)
                .flatMap(known -> new ReplicaRequirement(known, replication, localDatacenter, nodes).unmet())
                .ifPresent(unmet -> {
                    throw UserError.failed("no order could be written to keyspace " + config.keyspace() + ": " + unmet
                            + "; change one of them. Nothing was written");
                });
    }

    private void create(TableLayout layout) {
        try {
            if (keyspace().isEmpty()) {
                execute(Cql.read(
                        "create-keyspace.cql", config.keyspace(), localDatacenter, config.replicationFactor()));
            }
            layout.definitions(config.keyspace()).forEach(this::execute);
            execute(Cql.read("create-order-logs.cql", config.keyspace()));
        } catch (DriverException e) {
            throw UserError.failed("cannot create table " + name + ": " + DriverErrorText.of(e), e);
        }
    }

    private void execute(String definition) {
        session.execute(SimpleStatement.newInstance(definition).setTimeout(DEFINITION_TIMEOUT));
    }

    private TargetTable check(TableMetadata table) {
        Set<String> dropped =
                new DroppedColumns(session, config.keyspace(), config.layout().table()).names();
        return TargetTable.of(config.keyspace(), config.layout(), session.getMetadata(), table, dropped);
    }

    private Optional<KeyspaceMetadata> keyspace() {
        return session.getMetadata().getKeyspace(config.keyspace());
    }
}
