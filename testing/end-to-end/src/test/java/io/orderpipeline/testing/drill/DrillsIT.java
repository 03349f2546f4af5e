package io.orderpipeline.testing.drill;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import io.orderpipeline.testing.drill.DrillContext.Load.Mode;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs shortened versions of five drills; {@code scripts/drill all} runs all drills. */
@UsesLocalStack
final class DrillsIT {

    private static final DrillContext.Load LOAD = new DrillContext.Load(500, 7, Mode.SHORT);

    static Stream<Drill> quick() {
        return Stream.of(
                ProgramDrills.consumerKill(1),
                ServerDrills.cassandraKill(),
                ServerDrills.brokenConnections(2, Duration.ofSeconds(7)),
                ProgramDrills.zombie(),
                RecordDrills.malformedRecords(100));
    }

    @ParameterizedTest
    @MethodSource("quick")
    void should_store_every_order_exactly_once(Drill drill, LocalStack stack) {
        DrillResult result = drill.run(stack, LOAD, DrillSetup.DEFAULT, line -> {});

        assertThat(result.findings()).isEmpty();
        assertThat(result.faults()).as("faults").isPositive();
        assertThat(result.deadLetters())
                .as("dead letters, which every load contains")
                .isPositive();
        assertThat(result.records()).as("records").isGreaterThan(result.deadLetters());
    }
}
