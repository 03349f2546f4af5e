package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.cli.KafkaOptions;
import io.orderpipeline.consumer.cli.Subcommand;
import io.orderpipeline.consumer.kafka.BrokerClient;
import io.orderpipeline.consumer.kafka.RecordBatches;
import io.orderpipeline.consumer.kafka.TopicScan;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.TopicConfig;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dead-letters replay}. */
@Command(
        name = "replay",
        description = {
            "Sends dead letters back to the topic and partition of their origin, with their key, value"
                    + " and headers, in the"
                    + " order of the dead-letter topic. A record that is still invalid becomes a new dead letter.",
            "",
            "A replayed record is the newest of its order: it overwrites the stored row, also when the"
                    + " order was updated"
                    + " after the original record. Choose with care where orders are updated.",
            "",
            "Each dead letter is sent once, however often this runs and however it ends: what was sent"
                    + " is marked, in the"
                    + " same transaction, in a topic with the dead-letter topic's name and .replayed appended.",
            "",
            "A dead letter that was cut is sent with the whole record, which is read again from its origin. It is"
                    + " refused when the record is no longer there."
        },
        footer = {"", "Exit codes: 0 all that was requested is sent, now or before, 1 something is not, 2 bad usage."})
final class DeadLettersReplayCommand extends Subcommand {

    @Option(names = "--all", description = "every dead letter")
    boolean all;

    @Option(names = "--reason", paramLabel = "CODE", description = "dead letters with this reason; may be repeated")
    List<String> reasons;

    @Option(
            names = "--origin",
            paramLabel = "TOPIC-PARTITION@OFFSET",
            description = "the dead letter of this record; may be repeated")
    List<String> origins;

    @Option(
            names = "--from",
            paramLabel = "FILE",
            description = "dead letters from a file that `list --json` wrote, with the keys and values that it has now:"
                    + " the way to send repaired records")
    Path from;

    @Option(
            names = "--topic",
            paramLabel = "NAME",
            description = "of these, only dead letters of records from this topic")
    String topic;

    @Option(names = "--dry-run", description = "print what would be sent, send nothing")
    boolean dryRun;

    @ArgGroup(validate = false, heading = "%nKafka%n", order = 1)
    private final KafkaOptions kafka = new KafkaOptions();

    @Override
    protected int run(StopSignal stop, PrintWriter out) throws InterruptedException {
        DeadLetterFilter filter = filter();
        try (DeadLetterTopic deadLetters = new DeadLetterTopic(kafka, stop)) {
            Optional<TopicDescription> description = deadLetters.description();
            if (description.isEmpty()) {
                out.println(deadLetters.absence());
                return filter.origins().isEmpty() && from == null ? Program.OK : Program.FAILED;
            }
            try (RecordBatches source =
                    from == null ? deadLetters.scan(description.get()) : DeadLetterFile.open(from, stop::isRequested)) {
                return replay(deadLetters, description.get().topicId(), filter, source, out);
            }
        }
    }

    private DeadLetterFilter filter() {
        DeadLetterFilter filter = DeadLetterFilter.of(topic, reasons, origins);
        if (all && !filter.selectsAll()) {
            throw UserError.badUsage("--all and --reason or --origin exclude each other");
        }
        if (!all && filter.selectsAll() && from == null) {
            throw UserError.badUsage("say what to send: --all, --reason, --origin or --from");
        }
        return filter;
    }

    private int replay(
            DeadLetterTopic deadLetters, Uuid topicId, DeadLetterFilter filter, RecordBatches source, PrintWriter out)
            throws InterruptedException {
        BrokerClient broker = deadLetters.broker();
        String markerTopic = ReplayMarkers.topic(deadLetters.name());
        try (ReplayTransactions transactions = ReplayTransactions.of(deadLetters.name(), deadLetters.settings())) {
            if (!dryRun) {
                broker.create(new NewTopic(markerTopic, Optional.of(1), Optional.empty())
                        .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_COMPACT)));
                transactions.begin();
            }
            ReplayMarkers markers = new ReplayMarkers(deadLetters.name(), topicId);
            Optional<TopicDescription> existing = broker.topic(markerTopic);
            if (existing.isPresent()) {
                try (TopicScan scan = deadLetters.scan(existing.get())) {
                    scan.forEach(markers::read);
                }
            }
            return new Replay(
                            deadLetters.name(),
                            filter,
                            markers,
                            new OriginTopics(broker),
                            dryRun ? Optional.empty() : Optional.of(transactions),
                            out)
                    .run(source);
        }
    }
}
