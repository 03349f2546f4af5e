package io.orderpipeline.localstack;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.common.Uuid;

/**
 * What the servers of a cluster must agree on, over all their starts, as the file {@code cluster} in the data directory.
 * Servers that are alone need no such file: nothing on disk holds the ports between servers.
 *
 * @param kafkaId which all brokers' folders are formatted with
 * @param controllerPort between brokers, on each one's address
 * @param storagePort between Cassandra nodes, on each one's address
 */
public record ClusterPlan(ClusterSize size, String kafkaId, int controllerPort, int storagePort) {

    private static final String FILE = "cluster";

    /** The size of the cluster whose data are there; empty when there are none, or those of servers that were alone. */
    public static Optional<ClusterSize> sizeIn(Path data) {
        return read(data).map(ClusterPlan::size);
    }

    /** The plan that is there, else a new one. */
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

    private static Optional<ClusterPlan> read(Path data) {
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(data.resolve(FILE))) {
            file.load(reader);
        } catch (NoSuchFileException none) {
            return Optional.empty();
        } catch (IOException e) {
            throw new StackException("cannot read " + data.resolve(FILE) + ": " + e, e);
        }
        return Optional.of(new ClusterPlan(
                new ClusterSize(number(file, "brokers"), number(file, "cassandra.nodes")),
                file.getProperty("kafka.id"),
                number(file, "controller.port"),
                number(file, "storage.port")));
    }

    private void write(Path data) {
        Properties file = new Properties();
        file.setProperty("brokers", Integer.toString(size.brokers()));
        file.setProperty("cassandra.nodes", Integer.toString(size.cassandraNodes()));
        file.setProperty("kafka.id", kafkaId);
        file.setProperty("controller.port", Integer.toString(controllerPort));
        file.setProperty("storage.port", Integer.toString(storagePort));
        try (Writer writer = Files.newBufferedWriter(data.resolve(FILE))) {
            file.store(writer, null);
        } catch (IOException e) {
            throw new StackException("cannot write " + data.resolve(FILE) + ": " + e, e);
        }
    }

    List<NodeAddress> brokers(int port) {
        return NodeAddress.brokers(size, port);
    }

    /** For Cassandra: everybody knows everybody, so that no order of starts is wrong. */
    String seeds(int storagePort) {
        return NodeAddress.nodes(size, storagePort).stream()
                .map(NodeAddress::clientAddress)
                .collect(Collectors.joining(","));
    }

    private static int number(Properties file, String name) {
        return Integer.parseInt(file.getProperty(name));
    }
}
