package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.schema.RegistryOptions;
import io.orderpipeline.consumer.cli.KafkaOptions;
import io.orderpipeline.consumer.cli.Subcommand;
import io.orderpipeline.consumer.kafka.OrderDecoder;
import io.orderpipeline.consumer.kafka.SchemaSession;
import io.orderpipeline.consumer.kafka.TopicScan;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dead-letters list}. */
@Command(
        name = "list",
        description = {
            "Shows the newest dead letters and counts all of them by reason. Reads the topic to its"
                    + " current end, commits"
                    + " nothing and changes nothing.",
            "",
            "Previews and --json show records as they are: they may hold customer data."
        },
        footer = {
            "",
            "Exit codes: 0 shown, also when there are none or the topic does not exist, 1 failure, 2 bad usage."
        })
final class DeadLettersListCommand extends Subcommand {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLettersListCommand.class);

    private static final int DEFAULT_LIMIT = 50;

    private static final Duration REGISTRY_LIMIT = Duration.ofSeconds(10);

    /** A table is held in memory. */
    private static final int LARGEST_TABLE = 100_000;

    @Option(
            names = "--reason",
            paramLabel = "CODE",
            description = "only dead letters with this reason; may be repeated")
    List<String> reasons;

    @Option(names = "--topic", paramLabel = "NAME", description = "only dead letters of records from this topic")
    String topic;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = {"the newest N as a table (default: 50),", "with --json the first N (default: all)"})
    Integer limit;

    @Option(
            names = "--json",
            description = "one JSON object per line; bytes that are not UTF-8 as key_base64, value_base64")
    boolean json;

    @Option(names = "--no-preview", description = "a table without the beginnings of the values")
    boolean noPreview;

    @ArgGroup(validate = false, heading = "%nKafka%n", order = 1)
    private final KafkaOptions kafka = new KafkaOptions();

    @ArgGroup(validate = false, heading = "%nSchema registry%n", order = 2)
    private final RegistryOptions registry = new RegistryOptions();

    @Override
    protected int run(StopSignal stop, PrintWriter out) throws InterruptedException {
        try (SchemaSession schemas = new SchemaSession(registry.toConfig(), new ServiceWait(REGISTRY_LIMIT, stop));
                DeadLetterTopic deadLetters = new DeadLetterTopic(kafka, stop)) {
            if (!json && !noPreview) {
                schemas.open();
            }
            OrderDecoder decoder = schemas.decoder();
            DeadLetterListing listing = new DeadLetterListing(
                    DeadLetterFilter.of(topic, reasons, null),
                    checkedLimit(),
                    noPreview ? Optional.empty() : Optional.of(record -> text(decoder, record, stop)));
            var description = deadLetters.description();
            if (description.isPresent()) {
                try (TopicScan scan = deadLetters.scan(description.get())) {
                    if (json) {
                        listing.json(scan, out);
                    } else {
                        listing.table(scan, deadLetters.name(), Instant.now(), out);
                    }
                }
            } else if (json) {
                LOG.info("{}", deadLetters.absence());
            } else {
                out.println(deadLetters.absence());
            }
        }
        return Program.OK;
    }

    /** The value as it is, or as JSON when its schema is known. */
    private static byte[] text(OrderDecoder decoder, ConsumerRecord<byte[], byte[]> record, StopSignal stop) {
        return decoder.json(record, () -> {
                    if (stop.isRequested()) {
                        throw UserError.failed("stopped while waiting for a schema");
                    }
                })
                .orElse(record.value());
    }

    private int checkedLimit() {
        if (limit == null) {
            return json ? Integer.MAX_VALUE : DEFAULT_LIMIT;
        }
        if (limit < 0 || (!json && limit > LARGEST_TABLE)) {
            throw UserError.badUsage(
                    "--limit must be 0 to " + LARGEST_TABLE + ", was " + limit + "; --json shows any number");
        }
        return limit;
    }
}
