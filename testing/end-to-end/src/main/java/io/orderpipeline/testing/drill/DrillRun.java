package io.orderpipeline.testing.drill;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.StackException;
import io.orderpipeline.testing.process.ProcessException;
import java.util.function.Consumer;

/** One drill from the first order to the verdict. Whatever goes wrong is a finding, so that the next drill may follow. */
record DrillRun(Drill drill, Load load, Consumer<String> progress) {

    DrillResult on(LocalStack stack) {
        try (DrillContext scene = new DrillContext(stack, load, drill.table(), progress)) {
            return on(scene);
        }
    }

    private DrillResult on(DrillContext scene) {
        try {
            drill.run(scene);
            return new DrillAssertions(scene).of(drill.name());
        } catch (DrillException | ProcessException | StackException | UserError | AssertionError e) {
            return DrillResult.failed(drill.name(), scene.faults(), e.getMessage());
        }
    }
}
