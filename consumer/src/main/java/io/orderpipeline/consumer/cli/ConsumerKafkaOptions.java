package io.orderpipeline.consumer.cli;

import picocli.CommandLine.Option;

/** Where orders come from, and for whom. */
public final class ConsumerKafkaOptions extends DeadLetterOptions {

    @Option(
            names = "--topic",
            paramLabel = "NAME",
            defaultValue = "orders",
            description = "where orders come from (default: ${DEFAULT-VALUE})")
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
