package io.orderpipeline.common.schema;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.common.cli.OptionFile;
import io.orderpipeline.common.cli.PropertiesFile;
import io.orderpipeline.common.cli.SimilarNames;
import io.orderpipeline.common.cli.UserError;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Reads the properties file of {@code --schema-registry-config}. The keys are those of Confluent's clients, with or
 * without {@code schema.registry.} before them. A key with {@code .file} at its end names a file with the value.
 */
final class RegistryConfigFile {

    private static final String PREFIX = "schema.registry.";
    private static final String IN_FILE = ".file";

    private static final String BASIC = "basic.auth.user.info";
    private static final String BASIC_SOURCE = "basic.auth.credentials.source";
    private static final String BEARER = "bearer.auth.token";
    private static final String BEARER_SOURCE = "bearer.auth.credentials.source";
    private static final String CONNECT_TIMEOUT = "http.connect.timeout.ms";
    private static final String READ_TIMEOUT = "http.read.timeout.ms";

    private static final Set<String> KEYS = new TreeSet<>(Set.of(
            BASIC,
            BASIC + IN_FILE,
            BASIC_SOURCE,
            BEARER,
            BEARER + IN_FILE,
            BEARER_SOURCE,
            CONNECT_TIMEOUT,
            READ_TIMEOUT));

    /** What an HTTP header may contain, without spaces. */
    private static final Pattern TOKEN = Pattern.compile("[!-~]+");

    private static final Pattern MILLISECONDS = Pattern.compile("[1-9]\\d{0,4}");

    /** Records wait as long as a request does. */
    private static final int LONGEST_TIMEOUT_MS = 60_000;

    static {
        KEYS.addAll(RegistryTls.KEYS);
    }

    private final Path path;
    private final Map<String, String> settings = new TreeMap<>();

    private RegistryConfigFile(Path path, Properties properties) {
        this.path = path;
        properties.stringPropertyNames().forEach(name -> {
            String key = name.startsWith(PREFIX) ? name.substring(PREFIX.length()) : name;
            require(
                    KEYS.contains(key),
                    "sets the unknown property '" + name + "'" + SimilarNames.suggestion(KEYS, key, known -> known));
            require(settings.put(key, properties.getProperty(name).strip()) == null, "sets " + key + " twice");
        });
    }

    /** @param path null when the option was not given: no settings */
    static RegistryConfig read(Path path, List<URI> urls) {
        Properties properties =
                path == null ? new Properties() : PropertiesFile.read(path, RegistryOptions.CONFIG_OPTION);
        RegistryConfigFile file = new RegistryConfigFile(path, properties);
        return new RegistryConfig(
                urls,
                file.authorization(),
                RegistryTls.context(file.settings, RegistryOptions.CONFIG_OPTION + ": " + path),
                file.timeout(CONNECT_TIMEOUT, RegistryConfig.CONNECT_TIMEOUT),
                file.timeout(READ_TIMEOUT, RegistryConfig.READ_TIMEOUT));
    }

    private Optional<String> authorization() {
        Optional<String> basic = secret(BASIC, BASIC_SOURCE, "USER_INFO");
        Optional<String> bearer = secret(BEARER, BEARER_SOURCE, "STATIC_TOKEN");
        require(basic.isEmpty() || bearer.isEmpty(), "sets both " + BASIC + " and " + BEARER + "; set one");
        require(
                basic.isEmpty() || basic.get().contains(":"),
                "sets " + BASIC + " to a value that is not user:password");
        require(
                bearer.isEmpty() || TOKEN.matcher(bearer.get()).matches(),
                "sets " + BEARER + " to a value that is not one line of visible ASCII characters");
        return basic.map(user -> "Basic " + Base64.getEncoder().encodeToString(user.getBytes(UTF_8)))
                .or(() -> bearer.map(token -> "Bearer " + token));
    }

    /** @param source the key that Confluent's clients want beside the secret, and its only supported value */
    private Optional<String> secret(String key, String source, String supported) {
        String fileKey = key + IN_FILE;
        boolean isSet = settings.containsKey(key) || settings.containsKey(fileKey);
        require(
                settings.getOrDefault(source, supported).equals(supported),
                "sets " + source + " to a value that is not supported; set it to " + supported);
        require(isSet || !settings.containsKey(source), "sets " + source + " without " + key);
        require(
                !(settings.containsKey(key) && settings.containsKey(fileKey)),
                "sets both " + key + " and " + fileKey + "; set one");
        return settings.containsKey(fileKey) ? Optional.of(contents(fileKey)) : Optional.ofNullable(settings.get(key));
    }

    private String contents(String key) {
        return OptionFile.read(Path.of(settings.get(key)), RegistryOptions.CONFIG_OPTION + ": " + path + ": " + key)
                .strip();
    }

    private Duration timeout(String key, Duration otherwise) {
        String value = settings.get(key);
        if (value == null) {
            return otherwise;
        }
        require(
                MILLISECONDS.matcher(value).matches() && Integer.parseInt(value) <= LONGEST_TIMEOUT_MS,
                "sets " + key + " to '" + value + "', which is not a number of milliseconds from 1 to "
                        + LONGEST_TIMEOUT_MS);
        return Duration.ofMillis(Integer.parseInt(value));
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw invalid(otherwise);
        }
    }

    private UserError invalid(String reason) {
        return UserError.badUsage(RegistryOptions.CONFIG_OPTION + ": " + path + " " + reason);
    }
}
