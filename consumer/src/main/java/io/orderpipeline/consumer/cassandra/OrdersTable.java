package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlIdentifier;
import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.metadata.schema.ColumnMetadata;
import com.datastax.oss.driver.api.core.metadata.schema.TableMetadata;
import com.datastax.oss.driver.api.core.type.DataType;
import com.datastax.oss.driver.api.core.type.DataTypes;
import io.orderpipeline.cli.UserError;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    private final CqlSession session;
    private final CassandraConfig config;

    public OrdersTable(CqlSession session, CassandraConfig config) {
        this.session = session;
        this.config = config;
    }

    /** @throws UserError when the table differs, or may not be created */
    public void ensure() {
        Optional<TableMetadata> table = find();
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

    private Optional<TableMetadata> find() {
        return session.refreshSchema().getKeyspace(config.keyspace()).flatMap(keyspace -> keyspace.getTable(NAME));
    }

    private void create() {
        try {
            if (session.getMetadata().getKeyspace(config.keyspace()).isEmpty()) {
                session.execute(Cql.read(
                        "create-keyspace.cql",
                        config.keyspace(),
                        config.localDatacenter(),
                        config.replicationFactor()));
            }
            session.execute(Cql.read("create-orders.cql", config.keyspace()));
        } catch (DriverException e) {
            throw UserError.failed("cannot create table " + config.keyspace() + ".orders: " + e.getMessage(), e);
        }
    }

    private void check(TableMetadata table) {
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

    private void checkColumn(TableMetadata table, String name, DataType type) {
        ColumnMetadata column = table.getColumn(CqlIdentifier.fromInternal(name))
                .orElseThrow(() -> differs(
                        "lacks the column " + name + " " + cql(type),
                        "add it with ALTER TABLE, or choose another --keyspace"));
        if (!column.getType().equals(type)) {
            throw differs(
                    "has the column " + name + " as " + cql(column.getType()) + " in place of " + cql(type),
                    "choose another --keyspace, or drop the column and add it again");
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
