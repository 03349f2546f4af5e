package io.orderpipeline.consumer.cassandra;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How many replicas must acknowledge, and how many there can be at most: with fewer no write would ever succeed, and the
 * consumer would wait for a database that is well.
 *
 * @param replication of the keyspace, as Cassandra tells it
 * @param nodes of each datacenter, those that are down included
 */
record ReplicaRequirement(
        Consistency level, Map<String, String> replication, String localDatacenter, Map<String, Integer> nodes) {

    private static final String STRATEGY = "class";
    private static final String EVERYWHERE = "replication_factor";

    /** Why the level cannot be met; empty when it can. */
    Optional<String> unmet() {
        int needed = level.acknowledgements(replicas());
        int possible = Math.min(replicas(), nodesThatCount());
        return needed >= 1 && needed <= possible
                ? Optional.empty()
                : Optional.of("--consistency %s needs %d %s, and there can be but %d: the replication is %s, %s"
                        .formatted(
                                level,
                                Math.max(1, needed),
                                needed > 1 ? "replicas" : "replica",
                                possible,
                                replicationText(),
                                nodesText()));
    }

    private int replicas() {
        if (replication.containsKey(EVERYWHERE)) {
            return count(replication.get(EVERYWHERE));
        }
        return level.isLocal()
                ? count(replication.getOrDefault(localDatacenter, "0"))
                : replication.entrySet().stream()
                        .filter(entry -> !entry.getKey().equals(STRATEGY))
                        .mapToInt(entry -> count(entry.getValue()))
                        .sum();
    }

    private int nodesThatCount() {
        return level.isLocal()
                ? nodes.getOrDefault(localDatacenter, 0)
                : nodes.values().stream().mapToInt(count -> count).sum();
    }

    /** Some clusters write "3/1", the second for transient replicas. */
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
