package io.orderpipeline.drill;

import io.orderpipeline.cli.UserError;
import io.orderpipeline.process.ProcessException;
import io.orderpipeline.stack.LocalStack;
import io.orderpipeline.stack.StackException;
import java.util.function.Consumer;

/** One drill from the first order to the verdict. Whatever goes wrong is a finding, so that the next drill may follow. */
record DrillRun(Drill drill, Load load, Consumer<String> progress) {

    DrillResult on(LocalStack stack) {
        try (Scene scene = new Scene(stack, load, drill.table(), progress)) {
            return on(scene);
        }
    }

    private DrillResult on(Scene scene) {
        try {
            drill.run(scene);
            return new Examination(scene).of(drill.name());
        } catch (DrillException | ProcessException | StackException | UserError | AssertionError e) {
            return DrillResult.failed(drill.name(), scene.faults(), e.getMessage());
        }
    }
}
