package io.orderpipeline.testing.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.testing.oracle.ConsumerReport;
import io.orderpipeline.testing.oracle.Outcome;
import io.orderpipeline.testing.oracle.Outcome.Expectation;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.process.ChildProcess;
import java.util.List;

/** The main scenario: the producer sends, the consumer catches up, and all counts agree. */
final class MainRun {

    private static final int PARTITIONS = 3;
    private static final int SAMPLES = 5;
    private static final String SAMPLE = "^    [0-9a-f]{8}-[0-9a-f]{4}-7.*";

    private MainRun() {}

    static void check(TestPipeline pipeline, int count) {
        ChildProcess producer =
                pipeline.producer("--count=" + count, "--rate=0", "--invalid=0.01", "--duplicates=0.01");
        assertThat(producer.awaitEnd(TestPipeline.LIMIT))
                .as(producer.lastLines())
                .isZero();
        ChildProcess consumer = pipeline.consumer("--exit-when-caught-up");
        assertThat(consumer.awaitEnd(TestPipeline.LIMIT))
                .as(consumer.lastLines())
                .isZero();

        Outcome outcome = Outcome.of(pipeline).assertExact();
        Expectation expected = outcome.expected();
        assertThat(expected.rows().size() + expected.invalid().size())
                .as("what the producer made of --count, without duplicates")
                .isEqualTo(count);
        assertThat(expected.invalid()).as("the producer was asked for some").isNotEmpty();
        assertThat(expected.validRecords())
                .as("with duplicates")
                .isGreaterThan(expected.rows().size());
        assertReport(consumer, expected);
    }

    private static void assertReport(ChildProcess consumer, Expectation expected) {
        ConsumerReport report = ConsumerReport.of(consumer);
        report.assertReconciles();
        assertThat(report.written()).as(consumer.lastLines()).isEqualTo(expected.validRecords());
        assertThat(report.deadLettered()).isEqualTo(expected.invalid().size());
        assertThat(report.inFlight()).isZero();
        List<String> samples =
                consumer.out().stream().filter(line -> line.matches(SAMPLE)).toList();
        assertThat(samples).as("five orders of each partition").hasSize(PARTITIONS * SAMPLES);
    }
}
