package io.orderpipeline.consumer.cli;

import picocli.CommandLine.Option;

/** Options of the commands that read orders or the offsets of the group. */
public final class ConsumerKafkaOptions extends KafkaOptions {

    @Option(
            names = "--topic",
            paramLabel = "NAME",
            defaultValue = "orders",
            description = "topic of the orders (default: ${DEFAULT-VALUE})")
    String topic;

    @Option(
            names = "--group",
            paramLabel = "NAME",
            defaultValue = "order-consumer",
            description = "consumer group (default: ${DEFAULT-VALUE})")
    String group;

    public KafkaConfig toConfig() {
        return new KafkaConfig(settings(), topic, group, deadLetterTopic);
    }
}
