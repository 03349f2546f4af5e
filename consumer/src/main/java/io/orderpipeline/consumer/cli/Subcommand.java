package io.orderpipeline.consumer.cli;

import io.orderpipeline.common.cli.BuildVersion;
import io.orderpipeline.common.cli.CommonOptions;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.cli.UserError;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Base of the subcommands: the options of every command, and access to what the main command owns. */
@Command(versionProvider = BuildVersion.class, sortOptions = false, abbreviateSynopsis = true)
public abstract class Subcommand implements Callable<Integer> {

    @ArgGroup(validate = false, heading = "%nOther%n", order = 9)
    CommonOptions common = new CommonOptions();

    @Spec
    CommandSpec spec;

    /** The main command, which owns the stop signal of the process. */
    public interface Root {

        StopSignal stop();
    }

    @Override
    public final Integer call() throws InterruptedException {
        refuseOptionsBefore();
        PrintWriter out = spec.commandLine().getOut();
        try {
            return run(((Root) spec.root().userObject()).stop(), out);
        } finally {
            out.flush();
        }
    }

    /**
     * @param out flushed by the caller
     * @return the exit code
     */
    protected abstract int run(StopSignal stop, PrintWriter out) throws InterruptedException;

    /** An option before the subcommand's name would belong to the main command and have no effect. */
    private void refuseOptionsBefore() {
        for (CommandSpec parent = spec.parent(); parent != null; parent = parent.parent()) {
            var given = parent.commandLine().getParseResult().matchedOptions();
            if (!given.isEmpty()) {
                throw UserError.badUsage(
                        given.get(0).longestName() + " stands before " + spec.name() + "; name options after it");
            }
        }
    }
}
