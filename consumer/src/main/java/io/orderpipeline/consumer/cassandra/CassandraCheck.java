package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.cassandra.row.AddedColumns;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Checks of Cassandra for {@code doctor}; changes no row there. One thread. */
public final class CassandraCheck implements AutoCloseable {

    private final CqlSession session;
    private final CassandraConfig config;

    private CassandraCheck(CqlSession session, CassandraConfig config) {
        this.session = session;
        this.config = config;
    }

    /**
     * The nodes of the cluster, as the driver sees them.
     *
     * @param versions of the servers, as they report them; usually one
     * @param away addresses of the nodes that are down
     */
    public record Nodes(List<String> versions, String datacenters, int total, String away) {}

    /**
     * @param limit after which no further attempt begins
     * @throws UserError when Cassandra rejects the connection, or is not reachable within the limit
     */
    public static CassandraCheck connect(CassandraConfig config, Duration limit, StopSignal stop)
            throws InterruptedException {
        return new CassandraCheck(
                new CassandraConnector(config, stop, Optional.empty()).connect(new ServiceWait(limit, stop)), config);
    }

    public Nodes nodes() {
        Collection<Node> nodes = session.getMetadata().getNodes().values();
        return new Nodes(
                texts(nodes.stream().map(Node::getCassandraVersion)),
                join(nodes.stream().map(Node::getDatacenter)),
                nodes.size(),
                join(nodes.stream()
                        .filter(node -> node.getState() == NodeState.DOWN || node.getState() == NodeState.FORCED_DOWN)
                        .map(Node::getEndPoint)));
    }

    private static String join(Stream<?> values) {
        return String.join(", ", texts(values));
    }

    private static List<String> texts(Stream<?> values) {
        return values.filter(Objects::nonNull)
                .map(Object::toString)
                .distinct()
                .sorted()
                .toList();
    }

    /**
     * Checks the orders table, and that the server accepts writes to it.
     *
     * @return its added columns; empty when there is no table
     * @throws UserError when the schema of the table does not match, or the server refuses every write
     * @throws NotReadyException when the server accepts no write now
     */
    public Optional<AddedColumns> table() throws NotReadyException {
        Optional<TargetTable> table = new OrdersTable(session, config).check();
        if (table.isPresent()) {
            WriteProbe.require(session, table.get());
        }
        return table.map(found -> found.addedColumns(session));
    }

    /** The clock of one node. */
    public Instant now() {
        return Objects.requireNonNull(
                session.execute(Cql.read("select-now.cql")).one().getInstant("now"));
    }

    @Override
    public void close() {
        session.close();
    }
}
