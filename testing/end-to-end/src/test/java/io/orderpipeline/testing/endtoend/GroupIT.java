package io.orderpipeline.testing.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.ConsumerReport;
import io.orderpipeline.testing.oracle.Outcome;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.oracle.WatchedConsumer;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.ChildProcess.Signal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@UsesLocalStack
final class GroupIT {

    private static final Pattern GOT = Pattern.compile("is assigned \\[.*");
    private static final Pattern PARTITION = Pattern.compile("-(\\d+)[],]");

    @AutoClose
    private final TestPipeline pipeline;

    GroupIT(LocalStack stack) {
        pipeline = new TestPipeline(Cluster.of(stack));
    }

    /** With 3 threads each, one process may have all partitions while the other is a standby. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void should_distribute_partitions_to_two_processes_and_reassign_them_when_one_ends(int threads) throws Exception {
        pipeline.orders().create(3);
        ChildProcess one = pipeline.consumer("--threads=" + threads);
        ChildProcess two = pipeline.consumer("--threads=" + threads);
        ChildProcess producer = pipeline.producer("--rate=1000");
        await(() -> got(one).size() + got(two).size() >= 3, one, two);
        if (threads < 3) {
            await(() -> !got(one).isEmpty() && !got(two).isEmpty(), one, two);
        }

        ChildProcess leaving = got(one).isEmpty() ? two : one;
        ChildProcess staying = leaving == one ? two : one;
        leaving.signal(Signal.INT);
        assertThat(leaving.awaitEnd(TestPipeline.LIMIT)).as(leaving.lastLines()).isZero();
        await(() -> got(staying).equals(Set.of("0", "1", "2")), staying);
        producer.signal(Signal.INT);
        assertThat(producer.awaitEnd(TestPipeline.LIMIT))
                .as(producer.lastLines())
                .isZero();
        int before = staying.out().size();
        await(() -> staying.out().stream().skip(before).anyMatch(line -> line.contains("lag 0 ")), staying);
        staying.signal(Signal.INT);
        assertThat(staying.awaitEnd(TestPipeline.LIMIT)).as(staying.lastLines()).isZero();

        Outcome.of(pipeline).assertExact();
        ConsumerReport.of(leaving).assertReconciles();
        ConsumerReport.of(staying).assertReconciles();
    }

    @Test
    void should_run_several_threads_of_one_instance_id_and_report_a_second_process_with_it(@TempDir Path folder)
            throws IOException {
        pipeline.orders().create(3);
        Path file = Files.writeString(folder.resolve("kafka.properties"), "group.instance.id=app\nclient.id=app");
        ChildProcess one = pipeline.consumer("--threads=3", "--kafka-config=" + file);
        await(() -> got(one).equals(Set.of("0", "1", "2")) && isIn(one, "running"), one);

        ChildProcess two = pipeline.consumer("--threads=3", "--kafka-config=" + file);

        assertThat(one.awaitEnd(TestPipeline.LIMIT)).as(one.lastLines()).isOne();
        assertThat(one.err().get(one.err().size() - 1)).contains("group.instance.id", "--kafka-config");
        assertThat(one.err()).noneMatch(line -> line.startsWith("\tat "));
        await(() -> isIn(two, "running"), two);
    }

    private static boolean isIn(ChildProcess consumer, String state) {
        return WatchedConsumer.of(consumer)
                .get("/metrics")
                .body()
                .contains("pipeline_state{state=\"" + state + "\"} 1.0");
    }

    private static void await(Callable<Boolean> condition, ChildProcess... consumers) {
        Awaitility.await().atMost(TestPipeline.LIMIT).untilAsserted(() -> assertThat(condition.call())
                .as(Stream.of(consumers).map(ChildProcess::lastLines).collect(Collectors.joining()))
                .isTrue());
    }

    /** The partitions that were assigned to the process. */
    private static Set<String> got(ChildProcess consumer) {
        return consumer.err().stream()
                .filter(GOT.asPredicate())
                .flatMap(line -> PARTITION.matcher(line).results())
                .map(match -> match.group(1))
                .collect(Collectors.toSet());
    }
}
