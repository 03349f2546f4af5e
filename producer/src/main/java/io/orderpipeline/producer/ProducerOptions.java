package io.orderpipeline.producer;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.kafka.KafkaConfigFile;
import io.orderpipeline.common.schema.RegistryConfig;
import io.orderpipeline.producer.generator.CategoryWeights;
import io.orderpipeline.producer.generator.GeneratorSettings;
import io.orderpipeline.producer.generator.ValueFormat;
import io.orderpipeline.producer.send.KafkaTarget;
import io.orderpipeline.producer.send.PaceSettings;
import io.orderpipeline.producer.send.ValueSettings;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of {@code producer.jar}, by the headings of its help. */
final class ProducerOptions {

    private ProducerOptions() {}

    static final class Generator {

        /** Short enough to retype. */
        private static final int LARGEST_RANDOM_SEED = 1_000_000_000;

        @Option(
                names = "--seed",
                paramLabel = "NUMBER",
                description = "the same seed and count produce the same orders (default: random, printed)")
        Long seed;

        @Option(
                names = "--start-time",
                paramLabel = "TIME",
                converter = TimeConverter.class,
                description = "time of the first order, such as 2026-01-31T12:00:00Z; with --seed, ids and times"
                        + " repeat too (default: now)")
        Instant startTime;

        @Option(
                names = "--category-weights",
                paramLabel = "NAME=WEIGHT,...",
                converter = WeightsConverter.class,
                description =
                        "popularity of categories, such as books=5,tools=0.5; others have weight 1 (default: even)")
        CategoryWeights weights;

        @Option(names = "--categories-weights", hidden = true, converter = WeightsConverter.class)
        CategoryWeights weightsByOtherName;

        @Option(
                names = "--invalid",
                paramLabel = "SHARE",
                defaultValue = "0",
                description = "share of malformed records, 0 to 1 (default: ${DEFAULT-VALUE})")
        double invalid;

        @Option(
                names = "--duplicates",
                paramLabel = "SHARE",
                defaultValue = "0",
                description = "share of valid orders sent twice, 0 to 1 (default: ${DEFAULT-VALUE})")
        double duplicates;

        @Option(names = "--dry-run", description = "print the orders as JSON lines without connecting to Kafka")
        boolean dryRun;

        GeneratorSettings settings() {
            UserError.requireUsage(
                    weights == null || weightsByOtherName == null,
                    "--category-weights and --categories-weights are the same option; give one");
            return new GeneratorSettings(
                    seed != null ? seed : new SecureRandom().nextInt(LARGEST_RANDOM_SEED),
                    Optional.ofNullable(startTime),
                    Optional.ofNullable(weights)
                            .or(() -> Optional.ofNullable(weightsByOtherName))
                            .orElse(CategoryWeights.EVEN),
                    invalid,
                    duplicates);
        }

        static final class TimeConverter implements ITypeConverter<Instant> {
            @Override
            public Instant convert(String value) {
                try {
                    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(value, Instant::from);
                } catch (DateTimeException e) {
                    throw new TypeConversionException("'" + value + "' is not a time such as 2026-01-31T12:00:00Z");
                }
            }
        }

        static final class WeightsConverter implements ITypeConverter<CategoryWeights> {
            @Override
            public CategoryWeights convert(String value) {
                try {
                    return CategoryWeights.parse(value);
                } catch (IllegalArgumentException e) {
                    throw new TypeConversionException(e.getMessage());
                }
            }
        }
    }

    static final class Pace {

        @Option(
                names = "--rate",
                paramLabel = "NUMBER",
                defaultValue = "100",
                description = "orders per second; 0 for as fast as the broker accepts them (default: ${DEFAULT-VALUE})")
        double rate;

        @Option(
                names = "--count",
                paramLabel = "NUMBER",
                description = "stop after this number of orders (default: run until Ctrl+C)")
        Long count;

        @Option(
                names = "--duration",
                paramLabel = "TIME",
                description = "stop after a time such as 90s or 5m; 30 is 30s")
        Duration duration;

        PaceSettings settings() {
            return new PaceSettings(
                    rate, count == null ? OptionalLong.empty() : OptionalLong.of(count), Optional.ofNullable(duration));
        }
    }

    static final class Kafka {

        @Option(
                names = "--bootstrap-servers",
                paramLabel = "HOST[:PORT]",
                split = ",",
                description = "bootstrap brokers (default: localhost:9092)")
        List<String> bootstrapServers;

        @Option(
                names = "--topic",
                paramLabel = "NAME",
                defaultValue = "orders",
                description = "topic of the orders, created when absent (default: ${DEFAULT-VALUE})")
        String topic;

        @Option(
                names = "--partitions",
                paramLabel = "NUMBER",
                defaultValue = "3",
                description = "partitions of a topic that the producer creates (default: ${DEFAULT-VALUE})")
        int partitions;

        @Option(
                names = "--replication-factor",
                paramLabel = "NUMBER",
                defaultValue = "1",
                description = "replication factor of a topic that the producer creates (default: ${DEFAULT-VALUE})")
        int replicationFactor;

        @Option(
                names = "--kafka-config",
                paramLabel = "FILE",
                description = "properties file with any Kafka client setting: TLS, SASL, batching")
        Path kafkaConfig;

        @Option(
                names = "--startup-timeout",
                paramLabel = "TIME",
                defaultValue = "2m",
                description = "how long to wait for the broker, and for the schema registry; 0 for no limit"
                        + " (default: ${DEFAULT-VALUE})")
        Duration startupTimeout;

        KafkaTarget target() {
            return new KafkaTarget(
                    Optional.ofNullable(bootstrapServers)
                            .map(servers -> KafkaConfigFile.bootstrapServers(servers, Map.of())),
                    topic,
                    partitions,
                    replicationFactor,
                    KafkaConfigFile.read(kafkaConfig),
                    startupTimeout);
        }
    }

    static final class Format {

        @Option(
                names = "--format",
                paramLabel = "FORMAT",
                defaultValue = "json",
                description = "format of the values: json, or with --schema-registry avro, protobuf or json-schema"
                        + " (default: ${DEFAULT-VALUE})")
        ValueFormat format;

        @Option(
                names = "--no-register",
                description = "do not register the schema under the subject TOPIC-value; it must be there already")
        boolean noRegister;

        ValueSettings settings(Optional<RegistryConfig> registry) {
            return new ValueSettings(format, registry, !noRegister);
        }
    }
}
