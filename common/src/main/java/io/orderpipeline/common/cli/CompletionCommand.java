package io.orderpipeline.common.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a completion script for a shell alias of the program. */
@Command(
        name = "completion",
        abbreviateSynopsis = true,
        versionProvider = BuildVersion.class,
        description = {
            "Prints a script that completes commands and options in bash and zsh.",
            "",
            "Use it with an alias:",
            "alias ${ROOT-COMMAND-NAME}='java -jar ${ROOT-COMMAND-NAME}.jar'",
            "source <(${ROOT-COMMAND-NAME} completion)"
        })
public final class CompletionCommand implements Callable<Integer> {

    @Spec
    CommandSpec spec;

    @Mixin
    CommonOptions common = new CommonOptions();

    @Override
    public Integer call() {
        CommandSpec root = spec.root();
        PrintWriter out = spec.commandLine().getOut();
        out.print(AutoComplete.bash(root.name(), root.commandLine()));
        out.flush();
        return Program.OK;
    }
}
