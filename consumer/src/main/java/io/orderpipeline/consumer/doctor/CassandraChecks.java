package io.orderpipeline.consumer.doctor;

import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.cassandra.CassandraCheck;
import io.orderpipeline.consumer.cassandra.CassandraCheck.Nodes;
import io.orderpipeline.consumer.cassandra.CassandraConfig;
import io.orderpipeline.consumer.cassandra.row.AddedColumns;
import java.time.Duration;
import java.time.Instant;

/** What is asked of Cassandra; the first question connects. One thread. */
final class CassandraChecks implements AutoCloseable {

    /** After which no further try to connect begins; one takes 10 s at most. */
    private static final Duration LIMIT = Duration.ofSeconds(2);

    private final CassandraConfig config;
    private final StopSignal stop;
    private CassandraCheck check;

    CassandraChecks(CassandraConfig config, StopSignal stop) {
        this.stop = stop;
        this.config = config;
    }

    CheckResult nodes() throws InterruptedException {
        try {
            check = CassandraCheck.connect(config, LIMIT, stop);
        } catch (UserError e) {
            if (e.getCause() instanceof NotReadyException reason) {
                return CheckResult.fail("no use of Cassandra at " + config.addresses() + ": " + reason.getMessage()
                        + "; is it running, and is --contact-points right?");
            }
            throw e;
        }
        Nodes nodes = check.nodes();
        String text = "version %s, datacenter %s, %d %s"
                .formatted(nodes.versions(), nodes.datacenters(), nodes.total(), nodes.total() == 1 ? "node" : "nodes");
        return nodes.away().isEmpty()
                ? CheckResult.ok(text)
                : CheckResult.warn(
                        text + ", of which these are away: " + nodes.away() + "; start them, or see their logs");
    }

    CheckResult table() {
        return check.table()
                .map(this::answer)
                .orElseGet(() -> CheckResult.warn("there is no " + config.tableName()
                        + " yet; the consumer creates it when it starts. Are --keyspace and --table-layout right?"));
    }

    private CheckResult answer(AddedColumns extra) {
        String text = config.tableName() + " has every column and the right key";
        text += extra.isEmpty() ? "" : "; further fields of orders go to " + extra;
        return extra.hidden().isEmpty()
                ? CheckResult.ok(text)
                : CheckResult.warn(text + "; columns that were dropped once and added again stay empty: "
                        + String.join(", ", extra.hidden()) + "; add columns of other names");
    }

    CheckResult clock() {
        Instant before = Instant.now();
        Instant theirs = check.now();
        return ClockCheck.of("Cassandra's clock", before, theirs, Instant.now());
    }

    @Override
    public void close() {
        if (check != null) {
            check.close();
        }
    }
}
