package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.orderpipeline.common.cli.UserError;
import java.nio.file.Path;
import java.util.List;

/**
 * The driver configuration. In ascending precedence: the driver's defaults, {@code driver.conf}, the user's file,
 * options.
 */
final class DriverSettings {

    /** The file name extensions that the parser supports; it silently ignores other files. */
    private static final List<String> EXTENSIONS = List.of(".conf", ".json", ".properties");

    private DriverSettings() {}

    static DriverConfigLoader of(CassandraConfig config) {
        return of(config, false);
    }

    /** @param withMetrics whether the driver records metrics */
    static DriverConfigLoader of(CassandraConfig config, boolean withMetrics) {
        String defaults = Cql.read("driver.conf", config.connections(), config.keyspace())
                + (withMetrics ? Cql.read("driver-metrics.conf") : "");
        String file = config.driverConfig() == null ? "" : include(config.driverConfig());
        String options = config.consistency()
                .map(level -> "\ndatastax-java-driver.basic.request.consistency = " + level + "\n")
                .orElse("");
        return DriverConfigLoader.fromString(defaults + file + options);
    }

    static boolean haveTls(CassandraConfig config) {
        return of(config)
                .getInitialConfig()
                .getDefaultProfile()
                .isDefined(DefaultDriverOption.SSL_ENGINE_FACTORY_CLASS);
    }

    /** Settings in the file override those before it. */
    private static String include(Path file) {
        if (EXTENSIONS.stream().noneMatch(file.toString()::endsWith)) {
            throw UserError.badUsage("--cassandra-config: " + file + " does not end in .conf; rename it");
        }
        try {
            ConfigFactory.parseFile(file.toFile());
        } catch (ConfigException e) {
            throw UserError.badUsage(
                    "--cassandra-config: " + file + " is not a valid driver configuration: " + e.getMessage());
        }
        return "\ninclude required(file(\"" + file.toAbsolutePath().toString().replace("\\", "\\\\") + "\"))\n";
    }
}
