package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.Version;
import com.datastax.oss.driver.api.core.metadata.Node;
import com.datastax.oss.driver.api.core.metadata.NodeState;
import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.cassandra.row.AddedColumns;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** Questions to Cassandra that change nothing there. One thread. */
public final class CassandraCheck implements AutoCloseable {

    private final CqlSession session;
    private final CassandraConfig config;

    private CassandraCheck(CqlSession session, CassandraConfig config) {
        this.session = session;
        this.config = config;
    }

    /**
     * The nodes as this client sees them.
     *
     * @param versions of the servers, usually one
     * @param away addresses of the nodes that the client cannot use
     */
    public record Nodes(String versions, String datacenters, int total, String away) {}

    /**
     * @param limit after which no further try begins
     * @throws UserError when it does not let us in
     */
    public static CassandraCheck connect(CassandraConfig config, Duration limit, StopSignal stop)
            throws InterruptedException {
        return new CassandraCheck(new CassandraConnector(config, stop).connect(new ServiceWait(limit, stop)), config);
    }

    public Nodes nodes() {
        Collection<Node> nodes = session.getMetadata().getNodes().values();
        return new Nodes(
                nodes.stream()
                        .map(Node::getCassandraVersion)
                        .filter(Objects::nonNull)
                        .map(Version::toString)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", ")),
                nodes.stream()
                        .map(Node::getDatacenter)
                        .filter(Objects::nonNull)
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(", ")),
                nodes.size(),
                nodes.stream()
                        .filter(node -> node.getState() == NodeState.DOWN || node.getState() == NodeState.FORCED_DOWN)
                        .map(node -> node.getEndPoint().toString())
                        .sorted()
                        .collect(Collectors.joining(", ")));
    }

    /**
     * @return the table for the orders; empty when there is none
     * @throws UserError when there is one that could not hold them
     */
    public Optional<TargetTable> table() {
        return new OrdersTable(session, config).check();
    }

    public AddedColumns extraColumns(TargetTable table) {
        return table.extraColumns(session);
    }

    /** By the clock of one node. */
    public Instant now() {
        return Objects.requireNonNull(
                session.execute(Cql.read("select-now.cql")).one().getInstant("now"));
    }

    @Override
    public void close() {
        session.close();
    }
}
