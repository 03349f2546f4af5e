package io.orderpipeline.common.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The output of {@code --version}: version, commit, and the versions of the clients and of Java. */
public final class BuildVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
        Properties build = new Properties();
        try (InputStream in = BuildVersion.class.getResourceAsStream("build.properties")) {
            build.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("build.properties is missing from the jar", e);
        }
        String commit = build.getProperty("commit");
        return new String[] {
            "order pipeline " + build.getProperty("version"),
            "commit " + (commit.startsWith("$") ? "unknown" : commit),
            "kafka-clients " + build.getProperty("kafka-clients"),
            "java-driver-core " + build.getProperty("java-driver-core"),
            "java " + Runtime.version(),
        };
    }
}
