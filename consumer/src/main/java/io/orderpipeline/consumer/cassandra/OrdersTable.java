package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverExecutionProfile;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.KeyspaceMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import io.orderpipeline.cli.UserError;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Makes sure that the table of the contract is there: creates it with its keyspace when absent, and refuses one that
 * could not hold every order exactly, before anything is written. Further columns are welcome.
 */
public final class OrdersTable {

    static final String NAME = "orders";

    private static final String ORDER_ID = "order_id";
    private static final String PARTITION = "partition";

    /** Sorted, so that the first difference named is the same each time. */
    private static final Map<String, DataType> COLUMNS = new TreeMap<>(Map.of(
            ORDER_ID,
            DataTypes.TEXT,
            PARTITION,
            DataTypes.INT,
            "customer_name",
            DataTypes.TEXT,
            "product",
            DataTypes.TEXT,
            "category",
            DataTypes.TEXT,
            "quantity",
            DataTypes.INT,
            "price",
            DataTypes.DECIMAL,
            "timestamp",
            DataTypes.TIMESTAMP,
            "total_amount",
            DataTypes.DECIMAL));

    /** A definition goes to every node and to disk there: it takes longer than any write. */
    private static final Duration DEFINITION_LIMIT = Duration.ofSeconds(30);

    private final CqlSession session;
    private final CassandraConfig config;

    public OrdersTable(CqlSession session, CassandraConfig config) {
        this.session = session;
        this.config = config;
    }

    /** Whether the contract names this column. */
    static boolean isOfAnOrder(String column) {
        return COLUMNS.containsKey(column);
    }

    /** @throws UserError when the table differs, or may not be created */
    public void ensure() {
        Optional<TableMetadata> table = find();
        checkReplicas();
        if (table.isEmpty()) {
            create();
            table = find();
        }
        check(table.orElseThrow(() -> UserError.failed(
                "table " + config.keyspace() + ".orders was created, yet this node does not know it; try again")));
    }

    /**
     * Changes nothing, for commands that only look.
     *
     * @throws UserError when the table is absent, or differs
     */
    public void require() {
        check(find().orElseThrow(() -> UserError.failed("there is no table " + config.keyspace()
                + ".orders at Cassandra " + config.addresses() + "; is it the right --keyspace?")));
    }

    /**
     * Looks, and creates nothing.
     *
     * @return whether the table is there
     * @throws UserError when the table differs
     */
    public boolean check() {
        Optional<TableMetadata> table = find();
        table.ifPresent(this::check);
        return table.isPresent();
    }

    /** Those that the table has beyond an order's own; the table must be there. */
    static ExtraColumns extraColumns(CqlSession session, String keyspace) {
        TableMetadata table = session.getMetadata()
                .getKeyspace(keyspace)
                .flatMap(found -> found.getTable(NAME))
                .orElseThrow(() -> UserError.failed("table " + keyspace + ".orders has gone; try again"));
        return ExtraColumns.of(table, new DroppedColumns(session, keyspace).names());
    }

    private Optional<TableMetadata> find() {
        return session.refreshSchema().getKeyspace(config.keyspace()).flatMap(keyspace -> keyspace.getTable(NAME));
    }

    /** Before anything is created: a keyspace with more replicas than nodes would have to be altered later. */
    private void checkReplicas() {
        DriverExecutionProfile profile = session.getContext().getConfig().getDefaultProfile();
        String level = profile.getString(DefaultDriverOption.REQUEST_CONSISTENCY);
        Map<String, String> replication = session.getMetadata()
                .getKeyspace(config.keyspace())
                .map(KeyspaceMetadata::getReplication)
                .orElse(Map.of(config.localDatacenter(), Integer.toString(config.replicationFactor())));
        Map<String, Integer> nodes = session.getMetadata().getNodes().values().stream()
                .filter(node -> node.getDatacenter() != null)
                .collect(Collectors.toMap(Node::getDatacenter, node -> 1, Integer::sum));
        Consistency.of(level)
                .flatMap(known -> new ReplicaNeed(known, replication, config.localDatacenter(), nodes).unmet())
                .ifPresent(unmet -> {
                    throw UserError.failed("no order could be written to keyspace " + config.keyspace() + ": " + unmet
                            + "; change one of them. Nothing was written");
                });
    }

    private void create() {
        try {
            if (session.getMetadata().getKeyspace(config.keyspace()).isEmpty()) {
                execute(Cql.read(
                        "create-keyspace.cql",
                        config.keyspace(),
                        config.localDatacenter(),
                        config.replicationFactor()));
            }
            execute(Cql.read("create-orders.cql", config.keyspace()));
        } catch (DriverException e) {
            throw UserError.failed("cannot create table " + config.keyspace() + ".orders: " + e.getMessage(), e);
        }
    }

    private void execute(String definition) {
        session.execute(SimpleStatement.newInstance(definition).setTimeout(DEFINITION_LIMIT));
    }

    private void check(TableMetadata table) {
        Set<String> dropped = new DroppedColumns(session, config.keyspace()).names();
        dropped.stream().filter(OrdersTable::isOfAnOrder).findFirst().ifPresent(this::refuseDropped);
        COLUMNS.forEach((name, type) -> checkColumn(table, name, type));
        List<String> partitionKey = names(table.getPartitionKey());
        List<String> clustering = names(table.getClusteringColumns().keySet());
        if (!partitionKey.equals(List.of(PARTITION)) || !clustering.equals(List.of(ORDER_ID))) {
            throw differs(
                    "has the primary key ((%s)%s) in place of ((partition), order_id)"
                            .formatted(
                                    String.join(", ", partitionKey),
                                    clustering.stream().map(name -> ", " + name).collect(Collectors.joining())),
                    "choose another --keyspace, or drop the table");
        }
    }

    /** Also when it was added again. */
    private void refuseDropped(String column) {
        throw differs(
                "had its column " + column
                        + " dropped, and Cassandra hides for good what is written to a column of that"
                        + " name with an older write timestamp, as an offset is",
                "choose another --keyspace, or drop the table");
    }

    private void checkColumn(TableMetadata table, String name, DataType type) {
        ColumnMetadata column = table.getColumn(CqlIdentifier.fromInternal(name))
                .orElseThrow(() -> differs(
                        "lacks the column " + name + " " + cql(type),
                        "add it with ALTER TABLE, or choose another --keyspace"));
        if (!column.getType().equals(type)) {
            throw differs(
                    "has the column " + name + " as " + cql(column.getType()) + " in place of " + cql(type),
                    "choose another --keyspace, or drop the table");
        }
    }

    private UserError differs(String difference, String mend) {
        return UserError.failed(
                "table " + config.keyspace() + ".orders " + difference + "; " + mend + ". Nothing was written");
    }

    private static List<String> names(Collection<ColumnMetadata> columns) {
        return columns.stream().map(column -> column.getName().asInternal()).toList();
    }

    private static String cql(DataType type) {
        return type.asCql(false, false);
    }
}
