package io.orderpipeline.localstack;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The number of servers of each kind. Immutable.
 *
 * @param brokers each is also a controller
 * @param cassandraNodes all in one datacenter
 */
public record ClusterSize(int brokers, int cassandraNodes) {

    public static final ClusterSize ALONE = new ClusterSize(1, 1);

    /** More servers would only share the same few cores. */
    private static final int MOST = 9;

    public ClusterSize {
        require("brokers", brokers);
        require("cassandraNodes", cassandraNodes);
    }

    public boolean isAlone() {
        return equals(ALONE);
    }

    public static boolean isPossible(int servers) {
        return servers >= 1 && servers <= MOST;
    }

    /** The size of the cluster in a data directory; empty without data, or when its servers are single. */
    public static Optional<ClusterSize> in(Path data) {
        return ClusterPlan.read(data).map(ClusterPlan::size);
    }

    /** The size in a file that has {@link #properties}; without them, single servers. */
    public static ClusterSize of(Properties file) {
        return new ClusterSize(
                Integer.parseInt(file.getProperty("brokers", "1")),
                Integer.parseInt(file.getProperty("cassandra.nodes", "1")));
    }

    public Map<String, Object> properties() {
        return Map.of("brokers", brokers, "cassandra.nodes", cassandraNodes);
    }

    private static void require(String field, int servers) {
        if (!isPossible(servers)) {
            throw new IllegalArgumentException(field + " is " + servers + ": a stack has 1 to " + MOST + " of them");
        }
    }

    @Override
    public String toString() {
        return "--brokers " + brokers + " --cassandra-nodes " + cassandraNodes;
    }
}
