package io.orderpipeline.consumer.verify;

import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.ServiceWait.StoppedException;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.schema.RegistryConfig;
import io.orderpipeline.consumer.cassandra.CassandraConfig;
import io.orderpipeline.consumer.cassandra.RowReader;
import io.orderpipeline.consumer.cassandra.TableSession;
import io.orderpipeline.consumer.cli.KafkaConfig;
import io.orderpipeline.consumer.cli.ServerOptions;
import io.orderpipeline.consumer.cli.Subcommand;
import io.orderpipeline.consumer.kafka.BrokerClient;
import io.orderpipeline.consumer.kafka.OrderDecoder;
import io.orderpipeline.consumer.kafka.RecordSource;
import io.orderpipeline.consumer.kafka.SchemaSession;
import io.orderpipeline.consumer.kafka.TopicScan;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * {@code consumer.jar verify}: the composition root of this package. It writes nothing, commits nothing and joins no
 * group, so it may run beside a running consumer.
 */
@Command(
        name = "verify",
        description =
                "Compares topic, table and dead letters, as far as the topic reaches at the start. Changes nothing,"
                        + " and may run beside a running producer and consumer.",
        footer = {
            "",
            "The last line begins with PASS (all is proven), FAIL (something is lost, wrong or"
                    + " unexpected) or INCOMPLETE"
                    + " (nothing is wrong, but not all is proven: some records are not consumed yet, hidden by an open"
                    + " transaction, deleted by the topic, refused by the database, or dead-lettered without their"
                    + " schema).",
            "Temporary files in java.io.tmpdir take about 80 bytes for each order.",
            "Exit codes: 0 PASS, 1 anything else, 2 bad usage."
        })
public final class VerifyCommand extends Subcommand {

    private static final Logger LOG = LoggerFactory.getLogger(VerifyCommand.class);

    private static final Duration RESPONSE_LIMIT = Duration.ofSeconds(2);

    /** Longer than the transaction of a killed process stays open: records after it wait for its end. */
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Mixin
    private final ServerOptions servers = new ServerOptions();

    @Option(
            names = "--startup-timeout",
            paramLabel = "TIME",
            defaultValue = "2m",
            description =
                    "how long to wait for broker, topic and Cassandra each, 0 for no limit (default: ${DEFAULT-VALUE})")
    Duration startupTimeout;

    @Option(
            names = "--wait",
            paramLabel = "TIME",
            defaultValue = "10s",
            description = "how long to wait for a running consumer to consume what is in the topic at the start, 0 not"
                    + " to wait; ends early when the group commits nothing (default: ${DEFAULT-VALUE})")
    Duration consumption;

    @Option(names = "--json", description = "the report as one JSON object")
    boolean json;

    /** @throws UserError when it did not finish, also because of a stop request */
    @Override
    protected int run(StopSignal stop, PrintWriter out) throws InterruptedException {
        try {
            VerifyReport report = verify(servers.kafka(), servers.registry(), servers.cassandra(), stop);
            List<String> lines = json ? List.of(ReportJson.line(report)) : ReportText.lines(report);
            lines.forEach(out::println);
            return report.verdict() == VerifyReport.Verdict.PASS ? Program.OK : Program.FAILED;
        } catch (StoppedException e) {
            throw UserError.failed("stopped before the end: nothing is proven", e);
        }
    }

    private VerifyReport verify(
            KafkaConfig kafka, Optional<RegistryConfig> registry, CassandraConfig cassandraConfig, StopSignal stop)
            throws InterruptedException {
        ServiceWait wait = new ServiceWait(startupTimeout, stop);
        VerifyRange range;
        try (BrokerClient broker = new BrokerClient(kafka.settings(), RESPONSE_LIMIT)) {
            VerifyRangeReader reader = new VerifyRangeReader(broker, wait, kafka);
            range = reader.read(consumption, time -> requireNoStop(stop.await(time)));
            warnOfAnotherTable(reader.tablesOfGroup(), kafka.group(), cassandraConfig.tableName());
        }
        try (SchemaSession schemas = new SchemaSession(registry, wait);
                TableSession cassandra = new TableSession(cassandraConfig, wait, stop)) {
            schemas.open();
            VerifyProgress progress = new VerifyProgress(stop, System::nanoTime);
            RowReader rows = open(cassandra, cassandraConfig.tableName(), range, progress);
            try (TemporaryFolder folder = new TemporaryFolder()) {
                Supplier<RecordSource> topics = () -> openScan(kafka.settings(), progress);
                OrderDecoder decoder = schemas.decoder();
                VerifyReport report = new Verification(
                                range,
                                topics,
                                decoder,
                                rows,
                                folder.path(),
                                progress,
                                System::nanoTime,
                                InstantSource.system())
                        .run();
                if (decoder.missesRegistry()) {
                    LOG.warn("Records name a schema, which --schema-registry decodes: give verify the options of the"
                            + " consumer");
                }
                return report;
            }
        }
    }

    private static void requireNoStop(boolean isRequested) {
        if (isRequested) {
            throw new StoppedException("the end of the wait");
        }
    }

    /** Before the first record, there need not be a table. */
    private static RowReader open(TableSession cassandra, String table, VerifyRange range, Runnable progress)
            throws InterruptedException {
        if (!range.isUntouched()) {
            cassandra.openExisting();
        } else if (!cassandra.openIfExists()) {
            return new NoTable(table);
        }
        return cassandra.reader(progress);
    }

    /** Otherwise the report would only say that every order is missing. */
    private static void warnOfAnotherTable(Set<String> tables, String group, String table) {
        if (!tables.isEmpty() && !tables.contains(table)) {
            LOG.warn(
                    "The group {} writes to {}, and verify reads {}: are --keyspace, --table-layout and --group right?",
                    group,
                    String.join(", ", tables),
                    table);
        }
    }

    /** The progress ends the scan by an exception when a stop is requested. */
    static TopicScan openScan(Map<String, Object> kafkaSettings, Runnable progress) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000);
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "verify");
        settings.putAll(kafkaSettings);
        return TopicScan.open(settings, PATIENCE, () -> {
            progress.run();
            return false;
        });
    }
}
