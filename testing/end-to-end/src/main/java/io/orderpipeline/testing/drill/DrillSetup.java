package io.orderpipeline.testing.drill;

import io.orderpipeline.testing.process.Java;
import java.util.Map;

/**
 * What the programs of a drill run on, beside the servers. Immutable.
 *
 * @param java of the programs
 * @param partitions of the topic
 * @param topic settings of the topic; without any, the producer creates it
 * @param clients settings of the consumer's Kafka clients
 */
public record DrillSetup(Java java, int partitions, Map<String, String> topic, Map<String, String> clients) {

    public static final DrillSetup DEFAULT = new DrillSetup(Java.running(), 3, Map.of(), Map.of());

    public DrillSetup {
        topic = Map.copyOf(topic);
        clients = Map.copyOf(clients);
    }

    public DrillSetup with(Java other) {
        return new DrillSetup(other, partitions, topic, clients);
    }

    public DrillSetup withPartitions(int other) {
        return new DrillSetup(java, other, topic, clients);
    }

    public DrillSetup withTopic(String setting, String value) {
        return new DrillSetup(java, partitions, Map.of(setting, value), clients);
    }

    public DrillSetup withClients(String setting, String value) {
        return new DrillSetup(java, partitions, topic, Map.of(setting, value));
    }

    /** Whether the topic must exist before the producer starts. */
    boolean hasTopic() {
        return partitions != DEFAULT.partitions || !topic.isEmpty();
    }
}
