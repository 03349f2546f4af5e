package io.orderpipeline.consumer;

import io.orderpipeline.cli.UserError;
import io.orderpipeline.consumer.alerts.AlertConfig;
import io.orderpipeline.consumer.cassandra.CassandraConfig;
import io.orderpipeline.http.HttpConfig;
import io.orderpipeline.kafka.KafkaConfigFile;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.apache.kafka.clients.CommonClientConfigs;
import picocli.CommandLine.Option;

/** The options as picocli fills them in; they end here, in a {@link ConsumerConfig}. */
final class ConsumerOptions {

    private static final String BOOTSTRAP_SERVERS = "localhost:9092";
    private static final int CASSANDRA_PORT = 9042;
    private static final int HTTP_PORT = 8080;

    private ConsumerOptions() {}

    /** What every command needs that looks at dead letters. */
    static class Letters {
        @Option(
                names = "--bootstrap-servers",
                paramLabel = "HOST:PORT",
                description = "default: those of --kafka-config, or localhost:9092")
        String bootstrapServers;

        @Option(
                names = "--dead-letter-topic",
                paramLabel = "NAME",
                defaultValue = "orders.dead-letters",
                description = "where records go that are no orders, default ${DEFAULT-VALUE}")
        String deadLetterTopic;

        @Option(names = "--kafka-config", paramLabel = "FILE", description = "client properties, TLS and SASL included")
        Path config;
    }

    static final class Kafka extends Letters {
        @Option(
                names = "--topic",
                paramLabel = "NAME",
                defaultValue = "orders",
                description = "where orders come from, default ${DEFAULT-VALUE}")
        String topic;

        @Option(
                names = "--group",
                paramLabel = "NAME",
                defaultValue = "order-consumer",
                description = "consumer group, default ${DEFAULT-VALUE}")
        String group;
    }

    static final class Cassandra {
        @Option(
                names = "--contact-points",
                paramLabel = "HOST:PORT",
                split = ",",
                defaultValue = "127.0.0.1:9042",
                description = "default ${DEFAULT-VALUE}")
        List<String> contactPoints;

        @Option(
                names = "--local-datacenter",
                paramLabel = "NAME",
                defaultValue = "datacenter1",
                description = "default ${DEFAULT-VALUE}")
        String localDatacenter;

        @Option(
                names = "--keyspace",
                paramLabel = "NAME",
                defaultValue = "order_pipeline",
                description = "created with its table when absent, default ${DEFAULT-VALUE}")
        String keyspace;

        @Option(
                names = "--replication-factor",
                paramLabel = "N",
                defaultValue = "1",
                description = "of a keyspace that is created, default ${DEFAULT-VALUE}")
        int replicationFactor;

        @Option(
                names = "--cassandra-connections",
                paramLabel = "N",
                defaultValue = "1",
                description = "to each node, default ${DEFAULT-VALUE}")
        int connections;

        @Option(
                names = "--cassandra-config",
                paramLabel = "FILE",
                description = "driver configuration, TLS and password included")
        Path config;
    }

    static final class Run {
        @Option(names = "--threads", paramLabel = "N", description = "default: one per partition of the topic")
        Integer threads;

        @Option(
                names = "--batch-size",
                paramLabel = "ROWS",
                defaultValue = "200",
                description = "rows in one request to Cassandra at most, 1 for no batches, default ${DEFAULT-VALUE}")
        int batchSize;

        @Option(
                names = "--max-in-flight",
                paramLabel = "RECORDS",
                defaultValue = "12000",
                description = "polled and not yet stored, in the whole program, default ${DEFAULT-VALUE}")
        int maximumRecords;

        @Option(
                names = "--max-in-flight-bytes",
                paramLabel = "BYTES",
                defaultValue = "16777216",
                description = "the same in bytes, default ${DEFAULT-VALUE}")
        long maximumBytes;

        @Option(
                names = "--exit-when-caught-up",
                description = "stop at the end offsets seen at start, in place of running on")
        boolean exitWhenCaughtUp;

        @Option(
                names = "--startup-timeout",
                paramLabel = "TIME",
                defaultValue = "2m",
                description = "how long to wait for broker, topic and Cassandra each, 0 for ever, default"
                        + " ${DEFAULT-VALUE}")
        Duration startupTimeout;

        @Option(names = "--plain", description = "one line a second; there is no other view yet")
        boolean plain;
    }

    static final class Http {
        @Option(
                names = "--http-port",
                paramLabel = "PORT",
                description = "dashboard at /, metrics at /metrics, health at /healthz and /readyz; 0 for any that is"
                        + " free, default " + HTTP_PORT)
        Integer port;

        @Option(
                names = "--http-address",
                paramLabel = "HOST",
                defaultValue = "127.0.0.1",
                description = "who may look, default ${DEFAULT-VALUE}; any other needs --http-token-file")
        String address;

        @Option(
                names = "--http-token-file",
                paramLabel = "FILE",
                description = "holds a token that whoever looks must show, as bearer or as password")
        Path tokenFile;

        @Option(names = "--no-http", description = "no dashboard, no metrics, no health")
        boolean off;
    }

    static final class Alert {
        @Option(
                names = "--alert-webhook",
                paramLabel = "URL",
                description = "JSON is posted there once when an alert starts and once when it ends")
        URI webhook;

        @Option(
                names = "--alert-lag-growing",
                paramLabel = "TIME",
                defaultValue = "60s",
                description = "for how long lag must grow, default ${DEFAULT-VALUE}")
        Duration lagGrowing = Duration.ofMinutes(1);

        @Option(
                names = "--alert-no-progress",
                paramLabel = "TIME",
                defaultValue = "30s",
                description = "for how long nothing must move while there is lag, default ${DEFAULT-VALUE}")
        Duration noProgress = Duration.ofSeconds(30);

        @Option(
                names = "--alert-database-away",
                paramLabel = "TIME",
                defaultValue = "10s",
                description = "for how long Cassandra must be in trouble, default ${DEFAULT-VALUE}")
        Duration databaseAway = Duration.ofSeconds(10);

        @Option(
                names = "--alert-dead-letters",
                paramLabel = "SHARE",
                defaultValue = "0.05",
                description = "more of the last minute's records than this, default ${DEFAULT-VALUE}")
        double deadLetters;

        @Option(
                names = "--alert-end-to-end",
                paramLabel = "TIME",
                defaultValue = "60s",
                description = "99 in 100 orders must be stored within this, default ${DEFAULT-VALUE}")
        Duration endToEnd = Duration.ofMinutes(1);
    }

    /** For commands that only look: the connections, checked as for the consumer itself. */
    static ConsumerConfig toConfig(Kafka kafka, Cassandra cassandra, Duration startupTimeout) {
        Run run = new Run();
        run.batchSize = 1;
        run.maximumRecords = 1;
        run.maximumBytes = 1;
        run.startupTimeout = startupTimeout;
        Http http = new Http();
        http.off = true;
        return toConfig(kafka, cassandra, run, http, new Alert());
    }

    static ConsumerConfig toConfig(Kafka kafka, Cassandra cassandra, Run run, Http http, Alert alert) {
        return new ConsumerConfig(
                kafkaSettings(kafka),
                kafka.topic,
                kafka.group,
                kafka.deadLetterTopic,
                cassandraConfig(cassandra),
                run.threads == null ? OptionalInt.empty() : OptionalInt.of(run.threads),
                run.batchSize,
                run.maximumRecords,
                run.maximumBytes,
                run.exitWhenCaughtUp,
                run.startupTimeout,
                http.off ? Optional.empty() : Optional.of(httpConfig(http)),
                new AlertConfig(
                        alert.lagGrowing,
                        alert.noProgress,
                        alert.databaseAway,
                        alert.deadLetters,
                        alert.endToEnd,
                        Optional.ofNullable(alert.webhook)));
    }

    private static HttpConfig httpConfig(Http http) {
        return new HttpConfig(
                http.address,
                http.port == null ? HTTP_PORT : http.port,
                http.port != null,
                HttpConfig.tokenFrom(http.tokenFile));
    }

    /** For every Kafka client, bootstrap servers included. */
    static Map<String, Object> kafkaSettings(Letters kafka) {
        Map<String, Object> settings = KafkaConfigFile.read(kafka.config);
        if (kafka.bootstrapServers != null) {
            settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers);
        }
        settings.putIfAbsent(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, BOOTSTRAP_SERVERS);
        return settings;
    }

    static CassandraConfig cassandraConfig(Cassandra cassandra) {
        return new CassandraConfig(
                cassandra.contactPoints.stream().map(ConsumerOptions::address).toList(),
                cassandra.localDatacenter,
                cassandra.keyspace,
                cassandra.replicationFactor,
                cassandra.connections,
                cassandra.config);
    }

    private static InetSocketAddress address(String text) {
        String[] parts = text.strip().split(":", -1);
        try {
            int port = parts.length == 1 ? CASSANDRA_PORT : Integer.parseInt(parts[1]);
            if (parts.length <= 2 && Stream.of(parts).noneMatch(String::isBlank)) {
                return new InetSocketAddress(parts[0], port);
            }
        } catch (IllegalArgumentException e) {
            // Told below, in the same words as for every other form that is wrong.
        }
        throw UserError.badUsage("--contact-points '" + text + "' is not of the form host:port");
    }
}
