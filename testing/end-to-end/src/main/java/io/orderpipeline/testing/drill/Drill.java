package io.orderpipeline.testing.drill;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.localstack.ClusterSize;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.StackConfig.CassandraTuning;
import io.orderpipeline.localstack.StackException;
import io.orderpipeline.testing.oracle.TableKind;
import io.orderpipeline.testing.process.ProcessException;
import java.util.function.Consumer;

/**
 * One kind of fault that is injected under load and repaired. The assertions afterwards are the same for all drills,
 * unless the consumer refuses the servers.
 *
 * @param name as on the command line
 * @param hasRegistry whether a schema registry runs beside the other servers
 * @param isRefused whether the consumer must not accept the servers; the assertions are then that nothing is consumed
 * @param scenario starts the programs, injects the fault and repairs it; throws {@link AssertionError} when the
 *     programs do not behave as promised
 */
public record Drill(
        String name,
        String fault,
        CassandraTuning tuning,
        TableKind table,
        ClusterSize size,
        boolean hasRegistry,
        boolean isRefused,
        Consumer<DrillContext> scenario) {

    static Drill of(String name, String fault, Consumer<DrillContext> scenario) {
        return new Drill(
                name, fault, CassandraTuning.SHIPPED, TableKind.PLAIN, ClusterSize.ALONE, false, false, scenario);
    }

    Drill with(CassandraTuning other) {
        return new Drill(name, fault, other, table, size, hasRegistry, isRefused, scenario);
    }

    Drill with(TableKind other) {
        return new Drill(name, fault, tuning, other, size, hasRegistry, isRefused, scenario);
    }

    public Drill with(ClusterSize other) {
        return new Drill(name, fault, tuning, table, other, hasRegistry, isRefused, scenario);
    }

    Drill withRegistry() {
        return new Drill(name, fault, tuning, table, size, true, isRefused, scenario);
    }

    Drill refused() {
        return new Drill(name, fault, tuning, table, size, hasRegistry, true, scenario);
    }

    /** Of the node to run on; the fault of some drills is its configuration. */
    public CassandraTuning tuning(DrillContext.Load load) {
        return load.withFaults() ? tuning : CassandraTuning.SHIPPED;
    }

    /**
     * Every failure becomes a finding, so that the next drill can run.
     *
     * @param progress receives a line for each event
     */
    public DrillResult run(LocalStack stack, DrillContext.Load load, DrillSetup setup, Consumer<String> progress) {
        try (DrillContext context = new DrillContext(stack, load, setup, table, hasRegistry, progress)) {
            return run(context);
        } catch (RuntimeException | AssertionError e) {
            return DrillResult.failed(name, 0, text(e));
        }
    }

    private DrillResult run(DrillContext context) {
        try {
            context.prepareServers();
            scenario.accept(context);
            return isRefused ? context.checkRefusal(name) : context.check(name);
        } catch (RuntimeException | AssertionError e) {
            return DrillResult.failed(name, context.faults(), text(e));
        }
    }

    /** The kind of an unexpected exception is often needed to understand its message. */
    private static String text(Throwable failure) {
        boolean isExpected = failure instanceof ProcessException
                || failure instanceof StackException
                || failure instanceof UserError
                || failure instanceof AssertionError;
        return isExpected && failure.getMessage() != null ? failure.getMessage() : failure.toString();
    }
}
