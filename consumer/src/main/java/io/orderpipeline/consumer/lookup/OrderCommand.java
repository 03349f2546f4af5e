package io.orderpipeline.consumer.lookup;

import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.ServiceWait.StoppedException;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.cassandra.TableSession;
import io.orderpipeline.consumer.cli.ServerOptions;
import io.orderpipeline.consumer.cli.Subcommand;
import io.orderpipeline.consumer.kafka.SchemaSession;
import io.orderpipeline.consumer.lookup.id.OrderIds;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code consumer.jar order}: the composition root of this package. */
@Command(
        name = "order",
        description = {
            "Finds what became of an order: its records in the topic, its dead letters, its row in the table, and a"
                    + " verdict. Changes nothing, and may run beside a running consumer. Give it the options of the"
                    + " consumer.",
            "",
            "The time in a UUIDv7 narrows the search to 5 minutes before and 2 hours after; it continues to the end of"
                    + " the topic if few records remain. Any other id needs a search of the whole topic, whose"
                    + " cost is logged first. The last lines say what was searched."
        },
        footer = {
            "",
            "TIME is an age such as 90s, 5m, 2h or 3d, a date such as 2026-11-26 (UTC), or",
            "a time such as 2026-11-26T10:00:00Z.",
            "The verdict is in the first line of each order.",
            "Exit codes: 0 every order is stored, 1 one is not, or it failed, 2 bad usage."
        })
public final class OrderCommand extends Subcommand {

    private static final Logger LOG = LoggerFactory.getLogger(OrderCommand.class);

    /** For broker, schema registry and Cassandra each: who asks about an order does not wait for a server to start. */
    private static final Duration STARTUP_LIMIT = Duration.ofSeconds(10);

    @Parameters(paramLabel = "ID", arity = "1..*", description = "ids of orders, at most " + OrderIds.MOST)
    List<String> ids;

    @Option(names = "--from", paramLabel = "TIME", description = "search records from this time on")
    Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "search records before this time")
    Instant to;

    @Option(
            names = "--partition",
            paramLabel = "N",
            split = ",",
            description = "search this partition of topic and table; may be repeated (default: all)")
    Set<Integer> partitions;

    @Option(names = "--json", description = "one JSON object for each order, on a line")
    boolean json;

    @Mixin
    private final ServerOptions servers = new ServerOptions();

    @Override
    protected int run(StopSignal stop, PrintWriter out) throws InterruptedException {
        Set<String> checkedIds = OrderIds.check(ids);
        SearchOptions options = new SearchOptions(
                Optional.ofNullable(from), Optional.ofNullable(to), partitions == null ? Set.of() : partitions);
        try {
            List<OrderReport> reports = find(checkedIds, options, stop);
            for (OrderReport report : reports) {
                (json ? List.of(OrderJson.line(report)) : OrderReportText.lines(report)).forEach(out::println);
            }
            boolean allStored =
                    reports.stream().allMatch(report -> report.verdict().fate().isStored());
            return allStored ? Program.OK : Program.FAILED;
        } catch (StoppedException e) {
            throw UserError.failed("stopped before the end: nothing is known of the orders", e);
        }
    }

    private List<OrderReport> find(Set<String> checkedIds, SearchOptions options, StopSignal stop)
            throws InterruptedException {
        ServiceWait wait = new ServiceWait(STARTUP_LIMIT, stop);
        LookupProgress progress = new LookupProgress(() -> requireNoStop(stop), LOG::info, System::nanoTime);
        try (SchemaSession schemas = new SchemaSession(servers.registry(), wait);
                TableSession cassandra = new TableSession(servers.cassandra(), wait, stop)) {
            schemas.open();
            OrderLookup.Table table = () -> {
                cassandra.openExisting();
                return cassandra.reader(progress);
            };
            try (OrderLookup lookup = OrderLookup.of(
                    servers.kafka(), schemas.decoder(), table, LookupLimits.NONE, progress, wait, stop)) {
                return lookup.find(checkedIds, options);
            }
        }
    }

    private static void requireNoStop(StopSignal stop) {
        if (stop.isRequested()) {
            throw new StoppedException("the end of the search");
        }
    }
}
