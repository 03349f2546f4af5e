package io.orderpipeline.localstack;

/**
 * How many servers of each kind a stack has. Immutable, checked once.
 *
 * @param brokers each of them a controller too
 * @param cassandraNodes all in one datacenter
 */
public record ClusterSize(int brokers, int cassandraNodes) {

    /** One of each: what a stack is unless told otherwise. */
    public static final ClusterSize ALONE = new ClusterSize(1, 1);

    /** More would only share the same two or four cores. */
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
