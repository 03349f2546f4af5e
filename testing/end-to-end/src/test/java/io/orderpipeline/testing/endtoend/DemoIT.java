package io.orderpipeline.testing.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.ChildProcess.Signal;
import io.orderpipeline.testing.process.Launch;
import io.orderpipeline.testing.process.Repository;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs {@code scripts/demo} as a user does. */
final class DemoIT {

    /** Kafka, Cassandra, both programs and the demo itself. */
    private static final int PROCESSES = 5;

    private static final String STORED = "Every acknowledged order is exactly one row.";

    /** Commands to copy stay whole. */
    private static final String COMMAND = "  ";

    @TempDir
    private Path data;

    @Test
    void should_store_every_order_and_leave_no_process() {
        try (ChildProcess demo = demo("--duration=3s", "--rate=500")) {
            List<ProcessHandle> processes = allProcesses(demo);

            assertThat(demo.awaitEnd(TestPipeline.LIMIT)).as(demo.lastLines()).isZero();

            assertThat(demo.out())
                    .contains("produced and acknowledged: 1,500", "records in the topic:      1,500")
                    .anySatisfy(line -> assertThat(line).matches("rows in the table: +1,500, .*"))
                    .anySatisfy(line -> assertThat(line).startsWith("The first order is stored, "))
                    .anySatisfy(line -> assertThat(line).matches("0:00:\\d\\d  produced .*  stored .*  lag .*"))
                    .anySatisfy(line -> assertThat(line).matches(" +verify \\| PASS.*"));
            assertThat(demo.out()).filteredOn(line -> !line.startsWith(COMMAND)).allMatch(line -> line.length() <= 100);
            assertThat(processes).noneMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    void should_stop_cleanly_on_ctrl_c() {
        try (ChildProcess demo = demo("--duration=1h")) {
            List<ProcessHandle> processes = allProcesses(demo);
            demo.awaitOut("The first order is stored", TestPipeline.LIMIT);

            demo.signal(Signal.INT);

            assertThat(demo.awaitEnd(TestPipeline.LIMIT)).as(demo.lastLines()).isZero();
            assertThat(demo.out()).contains(STORED);
            assertThat(processes).noneMatch(ProcessHandle::isAlive);
        }
    }

    /** Whether the topic exists by then, is a matter of milliseconds. */
    @Test
    void should_answer_at_once_when_it_is_stopped_before_the_first_order() {
        try (ChildProcess demo = demo("--duration=1h")) {
            demo.awaitOut("Starting the consumer and the producer", TestPipeline.LIMIT);

            demo.signal(Signal.INT);

            assertThat(demo.awaitEnd(TestPipeline.LIMIT)).as(demo.lastLines()).isZero();
            assertThat(demo.out()).containsAnyOf("No order was produced, and none is stored.", STORED);
        }
    }

    @Test
    void should_leave_no_process_after_a_kill() {
        try (ChildProcess demo = demo("--duration=1h")) {
            List<ProcessHandle> processes = allProcesses(demo);

            demo.signal(Signal.KILL);

            Awaitility.await().atMost(TestPipeline.LIMIT).until(() -> processes.stream()
                    .noneMatch(ProcessHandle::isAlive));
        }
    }

    private ChildProcess demo(String... options) {
        List<String> command =
                new ArrayList<>(List.of(Repository.find().script("demo").toString(), "--data=" + data.resolve("demo")));
        command.addAll(List.of(options));
        return ChildProcess.start(
                Launch.of("demo", command).with("DEMO_SKIP_BUILD", "the build that runs this test has done it"));
    }

    private static List<ProcessHandle> allProcesses(ChildProcess demo) {
        demo.awaitOut("Starting the consumer and the producer", TestPipeline.LIMIT);
        return Awaitility.await().atMost(TestPipeline.LIMIT).until(demo::tree, tree -> tree.size() == PROCESSES);
    }
}
