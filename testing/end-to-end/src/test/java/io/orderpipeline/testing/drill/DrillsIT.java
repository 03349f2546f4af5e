package io.orderpipeline.testing.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The drills that a build can afford, each shorter than by hand; {@code scripts/drill all} runs all of them. */
@UsesLocalStack
final class DrillsIT {

    private static final Load LOAD = new Load(500, 7);

    static Stream<Drill> quick() {
        return Stream.of(
                new ConsumerKill(1),
                new CassandraKill(),
                new BrokenConnections(2, Duration.ofSeconds(7)),
                new ZombieConsumer(),
                new MalformedRecords(100));
    }

    @ParameterizedTest
    @MethodSource("quick")
    void should_lose_double_and_spoil_no_order(Drill drill, LocalStack stack) {
        DrillResult result = new DrillRun(drill, LOAD, line -> {}).on(stack);

        assertThat(result.findings()).isEmpty();
        assertThat(result.faults()).as("faults").isPositive();
        assertThat(result.deadLetters())
                .as("dead letters, some of which come with every load")
                .isPositive();
        assertThat(result.records()).as("records").isGreaterThan(result.deadLetters());
    }
}
