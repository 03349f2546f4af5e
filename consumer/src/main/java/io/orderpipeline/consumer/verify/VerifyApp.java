package io.orderpipeline.consumer.verify;

import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.ServiceWait.StoppedException;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.consumer.cassandra.RowReader;
import io.orderpipeline.consumer.cassandra.TableSession;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;

/**
 * Puts verify together. It writes nothing, commits nothing and joins no group, so it may run beside a consumer at work.
 * All on one thread; the clients have their I/O threads.
 */
public final class VerifyApp {

    private static final Duration ADMIN_CLOSE_LIMIT = Duration.ofMillis(200);

    private final VerifySettings settings;
    private final StopSignal stop;
    private final PrintWriter out;

    public VerifyApp(VerifySettings settings, StopSignal stop, PrintWriter out) {
        this.settings = settings;
        this.stop = stop;
        this.out = out;
    }

    /**
     * @return the exit code
     * @throws UserError when it could not come to an end, a stop included
     */
    public int run(boolean asJson) throws InterruptedException {
        VerifyReport report = report();
        List<String> lines = asJson ? List.of(ReportJson.line(report)) : ReportText.lines(report);
        lines.forEach(out::println);
        out.flush();
        return report.verdict() == VerifyVerdict.PASS ? Program.OK : Program.FAILED;
    }

    private VerifyReport report() throws InterruptedException {
        ServiceWait wait = new ServiceWait(settings.startupTimeout(), stop);
        Map<String, Object> adminSettings = new TreeMap<>(settings.kafka());
        adminSettings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        Admin admin = Admin.create(adminSettings);
        try {
            VerifyRange scope = new VerifyRangeReader(admin, wait, settings).read();
            try (TableSession cassandra = new TableSession(settings.cassandra(), wait, stop)) {
                cassandra.openExisting();
                return verify(scope, cassandra);
            }
        } catch (StoppedException e) {
            throw UserError.failed("stopped before the end: nothing is proven", e);
        } finally {
            admin.close(ADMIN_CLOSE_LIMIT);
        }
    }

    private VerifyReport verify(VerifyRange scope, TableSession cassandra) throws InterruptedException {
        VerifyProgress progress = new VerifyProgress(stop, System::nanoTime);
        try (TemporaryFolder folder = new TemporaryFolder();
                KafkaRecordSource records = new KafkaRecordSource(settings.kafka(), progress)) {
            RowReader rows = cassandra.reader(progress);
            return new Verification(
                            scope, records, rows, folder.path(), progress, System::nanoTime, InstantSource.system())
                    .run();
        }
    }
}
