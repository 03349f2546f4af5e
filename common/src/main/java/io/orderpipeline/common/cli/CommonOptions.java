package io.orderpipeline.common.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options of every command of both programs. */
public final class CommonOptions {

    @Option(
            names = OptionSources.FILE_OPTION,
            paramLabel = "FILE",
            description =
                    "properties file with options, one 'name=value' per line; the environment and the command line take"
                            + " precedence")
    Path optionsFile;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "show this help and exit")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "show versions and exit")
    boolean version;
}
