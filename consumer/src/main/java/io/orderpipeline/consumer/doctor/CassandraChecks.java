package io.orderpipeline.consumer.doctor;

import io.orderpipeline.common.cli.ErrorText;
import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.cassandra.CassandraCheck;
import io.orderpipeline.consumer.cassandra.CassandraCheck.Nodes;
import io.orderpipeline.consumer.cassandra.CassandraConfig;
import io.orderpipeline.consumer.cassandra.row.AddedColumns;
import java.time.Duration;
import java.time.Instant;

/** The checks of Cassandra; the first one connects. One thread. */
final class CassandraChecks implements AutoCloseable {

    /** No attempt to connect begins after this time; one takes 10 s at most. */
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
                return CheckResult.unavailable(
                        "Cassandra at " + config.addresses(), reason, "is it running, and is --contact-points right?");
            }
            throw e;
        }
        Nodes nodes = check.nodes();
        String text = "version %s, datacenter %s, %d %s"
                .formatted(
                        String.join(", ", nodes.versions()),
                        nodes.datacenters(),
                        nodes.total(),
                        nodes.total() == 1 ? "node" : "nodes");
        CheckResult result = nodes.away().isEmpty()
                ? CheckResult.ok(text)
                : CheckResult.warn(text + ", unavailable: " + nodes.away() + "; start them, or check their logs");
        return result.and(CassandraVersions.untested(nodes.versions()))
                .failIf(CassandraVersions.tooOld(nodes.versions()));
    }

    CheckResult table() {
        try {
            return check.table()
                    .map(this::result)
                    .orElseGet(() -> CheckResult.warn("there is no " + config.tableName()
                            + " yet; the consumer creates it when it starts. Are --keyspace and --table-layout"
                            + " right?"));
        } catch (NotReadyException e) {
            return CheckResult.fail(config.tableName() + " accepts no write now: " + ErrorText.of(e));
        }
    }

    private CheckResult result(AddedColumns extra) {
        String text = config.tableName() + " has every column and the right key, and accepts writes";
        text += extra.isEmpty() ? "" : "; added fields are stored in " + extra;
        return extra.hidden().isEmpty()
                ? CheckResult.ok(text)
                : CheckResult.warn(text + "; columns that were dropped and added again stay empty: "
                        + String.join(", ", extra.hidden()) + "; add columns with other names");
    }

    CheckResult clock() {
        Instant before = Instant.now();
        Instant remote = check.now();
        return ClockCheck.of("Cassandra's clock", before, remote, Instant.now());
    }

    @Override
    public void close() {
        if (check != null) {
            check.close();
        }
    }
}
