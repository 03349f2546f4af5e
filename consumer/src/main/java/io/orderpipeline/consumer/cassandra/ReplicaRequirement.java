package io.orderpipeline.consumer.cassandra;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Checks whether a consistency level can be met. Otherwise no write would ever succeed, and the consumer would wait for
 * a healthy database.
 *
 * @param replication of the keyspace, as in its metadata
 * @param nodes number of nodes by datacenter, including nodes that are down
 */
record ReplicaRequirement(
        Consistency level, Map<String, String> replication, String localDatacenter, Map<String, Integer> nodes) {

    private static final String STRATEGY = "class";
    private static final String REPLICATION_FACTOR = "replication_factor";

    /** Why the level cannot be met; empty when it can. */
    Optional<String> unmet() {
        int needed = level.acknowledgements(replicas());
        int possible = Math.min(replicas(), eligibleNodes());
        return needed >= 1 && needed <= possible
                ? Optional.empty()
                : Optional.of("--consistency %s needs %d %s, but at most %d are possible: the replication is %s, %s"
                        .formatted(
                                level,
                                Math.max(1, needed),
                                needed > 1 ? "replicas" : "replica",
                                possible,
                                replicationText(),
                                nodesText()));
    }

    private int replicas() {
        if (replication.containsKey(REPLICATION_FACTOR)) {
            return count(replication.get(REPLICATION_FACTOR));
        }
        return level.isLocal()
                ? count(replication.getOrDefault(localDatacenter, "0"))
                : replication.entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(STRATEGY))
                        .mapToInt(entry -> count(entry.getValue()))
                        .sum();
    }

    private int eligibleNodes() {
        return level.isLocal()
                ? nodes.getOrDefault(localDatacenter, 0)
                : nodes.values().stream().mapToInt(count -> count).sum();
    }

    /** With transient replication, the value is "3/1": the second number counts transient replicas. */
    private static int count(String replicas) {
        return Integer.parseInt(replicas.split("/", 2)[0]);
    }

    private String replicationText() {
        return replication.entrySet().stream()
                .filter(entry -> !entry.getKey().equals(STRATEGY))
                .map(entry -> entry.getKey() + " " + entry.getValue())
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private String nodesText() {
        return nodes.entrySet().stream()
                .map(entry -> "%s has %d %s"
                        .formatted(entry.getKey(), entry.getValue(), entry.getValue() == 1 ? "node" : "nodes"))
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
