package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.orderpipeline.common.cli.UserError;
import java.nio.file.Path;
import java.util.List;

/** The driver's settings: its defaults, over them ours, over those the user's file, and over all an option. */
final class DriverSettings {

    /** The endings by which the reader of configurations knows their syntax; it passes others over. */
    private static final List<String> ENDINGS = List.of(".conf", ".json", ".properties");

    private DriverSettings() {}

    static DriverConfigLoader of(CassandraConfig config) {
        return of(config, false);
    }

    /** @param withMetrics whether there is somebody who reads them */
    static DriverConfigLoader of(CassandraConfig config, boolean withMetrics) {
        String ours = Cql.read("driver.conf", config.connections(), config.keyspace())
                + (withMetrics ? Cql.read("driver-metrics.conf") : "");
        String theirs = config.driverConfig() == null ? "" : include(config.driverConfig());
        String told = config.consistency()
                .map(level -> "\ndatastax-java-driver.basic.request.consistency = " + level + "\n")
                .orElse("");
        return DriverConfigLoader.fromString(ours + theirs + told);
    }

    static boolean haveTls(CassandraConfig config) {
        return of(config)
                .getInitialConfig()
                .getDefaultProfile()
                .isDefined(DefaultDriverOption.SSL_ENGINE_FACTORY_CLASS);
    }

    /** What the file says wins; what it does not say stays ours. */
    private static String include(Path file) {
        if (ENDINGS.stream().noneMatch(file.toString()::endsWith)) {
            throw UserError.badUsage("--cassandra-config: " + file + " does not end in .conf; rename it");
        }
        try {
            ConfigFactory.parseFile(file.toFile());
        } catch (ConfigException e) {
            throw UserError.badUsage("--cassandra-config: " + file + " is no driver configuration: " + e.getMessage());
        }
        return "\ninclude required(file(\"" + file.toAbsolutePath().toString().replace("\\", "\\\\") + "\"))\n";
    }
}
