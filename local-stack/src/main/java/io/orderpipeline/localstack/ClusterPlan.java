package io.orderpipeline.localstack;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.apache.kafka.common.Uuid;

/**
 * The settings that the servers of a cluster share over all starts, in the file {@code cluster} of the data directory.
 * Single servers need no such file.
 *
 * @param kafkaId the cluster id of the formatted log directories
 * @param controllerPort of the traffic between brokers
 * @param storagePort of the traffic between Cassandra nodes
 */
record ClusterPlan(ClusterSize size, String kafkaId, int controllerPort, int storagePort) {

    private static final String FILE = "cluster";

    /** The plan in the data directory, or a new one. */
    static ClusterPlan of(Path data, ClusterSize size) {
        Optional<ClusterPlan> known = read(data);
        ClusterSize present = known.map(ClusterPlan::size).orElse(ClusterSize.ALONE);
        boolean used = known.isPresent() || Files.exists(data.resolve(NodeAddress.KAFKA));
        if (used && !present.equals(size)) {
            throw new StackException("the data in " + data + " are those of " + present + ", not of " + size
                    + ": choose another --data, or delete them with scripts/stack down --wipe");
        }
        return known.orElseGet(() -> create(data, size));
    }

    private static ClusterPlan create(Path data, ClusterSize size) {
        ClusterPlan plan = new ClusterPlan(size, Uuid.randomUuid().toString(), Ports.free(), Ports.free());
        if (!size.isAlone()) {
            plan.write(data);
        }
        return plan;
    }

    static Optional<ClusterPlan> read(Path data) {
        return StackFiles.readProperties(data.resolve(FILE))
                .map(file -> new ClusterPlan(
                        ClusterSize.of(file),
                        file.getProperty("kafka.id"),
                        number(file, "controller.port"),
                        number(file, "storage.port")));
    }

    private void write(Path data) {
        Map<String, Object> file = new TreeMap<>(size.properties());
        file.put("kafka.id", kafkaId);
        file.put("controller.port", controllerPort);
        file.put("storage.port", storagePort);
        StackFiles.writeProperties(data.resolve(FILE), file);
    }

    List<NodeAddress> brokers(int port) {
        return NodeAddress.brokers(size, port);
    }

    /** For Cassandra: every node is a seed, so that they start in any order. */
    String seeds(int storagePort) {
        return NodeAddress.join(NodeAddress.nodes(size, storagePort));
    }

    private static int number(Properties file, String name) {
        return Integer.parseInt(file.getProperty(name));
    }
}
