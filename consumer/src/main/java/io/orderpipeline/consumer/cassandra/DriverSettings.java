package io.orderpipeline.consumer.cassandra;

import com.datastax.oss.driver.api.core.config.DefaultDriverOption;
import com.datastax.oss.driver.api.core.config.DriverConfigLoader;
import com.datastax.oss.driver.api.core.config.DriverExecutionProfile;
import com.datastax.oss.driver.api.core.config.DriverOption;
import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.orderpipeline.common.cli.OptionFile;
import io.orderpipeline.common.cli.ServerAddresses;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.tls.TlsStore;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The driver configuration. In ascending precedence: the driver's defaults, {@code driver.conf}, the user's file,
 * options.
 */
final class DriverSettings {

    private static final String OPTION = "--cassandra-config";

    private static final String ROOT = "datastax-java-driver";

    /** The file name extensions that the parser supports; it silently ignores other files. */
    private static final List<String> EXTENSIONS = List.of(".conf", ".json", ".properties");

    /** The driver's only type; Java reads PKCS12 stores as this type too. */
    private static final String STORE_TYPE = "JKS";

    /** The driver would add these to the contact points of the session, which have them already, or replace them. */
    private static final String NODES = "\ndatastax-java-driver.basic.contact-points = []\n";

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
        return DriverConfigLoader.fromString(defaults + file + NODES + options);
    }

    /**
     * Where the user's file says that the cluster is.
     *
     * @param bundle path or URL of a secure connect bundle
     */
    record Addresses(List<String> contactPoints, Optional<String> localDatacenter, Optional<String> bundle) {

        /** Empty when the file names none. */
        Optional<List<InetSocketAddress>> contactPoints(Path file, int defaultPort) {
            return contactPoints.isEmpty()
                    ? Optional.empty()
                    : Optional.of(ServerAddresses.parse(
                            OPTION + ": " + file + ": basic.contact-points", contactPoints, defaultPort));
        }
    }

    /** @param file null when the option was not given */
    static Addresses addresses(Path file) {
        DriverExecutionProfile profile = profile(file == null ? "" : include(file), file);
        return new Addresses(
                profile.getStringList(DefaultDriverOption.CONTACT_POINTS, List.of()),
                setting(profile, DefaultDriverOption.LOAD_BALANCING_LOCAL_DATACENTER)
                        .value(),
                setting(profile, DefaultDriverOption.CLOUD_SECURE_CONNECT_BUNDLE)
                        .value());
    }

    static boolean haveTls(CassandraConfig config) {
        return config.nodes().bundle().isPresent()
                || profile(config).isDefined(DefaultDriverOption.SSL_ENGINE_FACTORY_CLASS);
    }

    /**
     * The driver only says that it cannot initialize TLS.
     *
     * @throws UserError when a key or trust store cannot be read
     */
    static void requireStores(CassandraConfig config) {
        if (config.driverConfig() == null || !haveTls(config)) {
            return;
        }
        DriverExecutionProfile profile = profile(config);
        TlsStore trust = store(
                profile,
                TlsStore.Kind.CERTIFICATES,
                DefaultDriverOption.SSL_TRUSTSTORE_PATH,
                DefaultDriverOption.SSL_TRUSTSTORE_PASSWORD);
        TlsStore key = store(
                profile,
                TlsStore.Kind.PRIVATE_KEY,
                DefaultDriverOption.SSL_KEYSTORE_PATH,
                DefaultDriverOption.SSL_KEYSTORE_PASSWORD);
        Stream.of(trust, key)
                .filter(store -> store.location().value().isPresent())
                .flatMap(store -> store.problem().stream())
                .findFirst()
                .ifPresent(problem -> {
                    throw UserError.badUsage(OPTION + ": " + config.driverConfig() + ": " + problem);
                });
    }

    private static TlsStore store(
            DriverExecutionProfile profile, TlsStore.Kind kind, DriverOption path, DriverOption password) {
        return new TlsStore(
                kind,
                setting(profile, path),
                new TlsStore.Setting(path.getPath(), Optional.of(STORE_TYPE)),
                setting(profile, password),
                new TlsStore.Setting(password.getPath(), Optional.empty()));
    }

    private static TlsStore.Setting setting(DriverExecutionProfile profile, DriverOption option) {
        return new TlsStore.Setting(option.getPath(), Optional.ofNullable(profile.getString(option, null)));
    }

    private static DriverExecutionProfile profile(CassandraConfig config) {
        return of(config).getInitialConfig().getDefaultProfile();
    }

    /** Resolves environment variables, and reads the values of the file. */
    private static DriverExecutionProfile profile(String settings, Path file) {
        try {
            return DriverConfigLoader.fromString(settings).getInitialConfig().getDefaultProfile();
        } catch (ConfigException e) {
            throw invalid(file, e);
        }
    }

    private static UserError invalid(Path file, ConfigException e) {
        return UserError.badUsage(OPTION + ": " + file + " is not a valid driver configuration: " + e.getMessage());
    }

    /** Settings in the file override those before it. */
    private static String include(Path file) {
        UserError.requireUsage(
                EXTENSIONS.stream().anyMatch(file.toString()::endsWith),
                OPTION + ": the name of " + file + " does not end in .conf, .json or .properties; name a file of driver"
                        + " settings, or rename it");
        boolean isEmpty = OptionFile.read(file, OPTION).isBlank();
        UserError.requireUsage(
                isEmpty || parse(file).hasPath(ROOT),
                OPTION + ": " + file + " sets nothing of " + ROOT + "; name a file of driver settings");
        return "\ninclude required(file(\"" + file.toAbsolutePath().toString().replace("\\", "\\\\") + "\"))\n";
    }

    /** The parser's message quotes the file, which may have a password. */
    private static Config parse(Path file) {
        try {
            return ConfigFactory.parseFile(file.toFile());
        } catch (ConfigException e) {
            throw UserError.badUsage(OPTION + ": " + file + " is not valid"
                    + (e.origin() == null || e.origin().lineNumber() < 1
                            ? ""
                            : " in line " + e.origin().lineNumber())
                    + "; the format is HOCON: name = value, and { } around nested names");
        }
    }
}
