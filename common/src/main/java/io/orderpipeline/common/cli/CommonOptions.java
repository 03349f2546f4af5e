package io.orderpipeline.common.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options that every command of both programs has: where other options come from, help and version. */
public final class CommonOptions {

    @Option(
            names = OptionSources.FILE_OPTION,
            paramLabel = "FILE",
            description = "options as properties, one 'name=value' a line; the environment and the command line win")
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
