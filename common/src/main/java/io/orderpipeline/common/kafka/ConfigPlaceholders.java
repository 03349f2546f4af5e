package io.orderpipeline.common.kafka;

import io.orderpipeline.common.cli.ErrorText;
import io.orderpipeline.common.cli.UserError;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/**
 * Replaces placeholders such as <code>${file:PATH:KEY}</code> with the values of Kafka's configuration providers, once
 * and for every client: what reads a setting before the clients do, such as the check of the key stores, needs its
 * value too.
 */
final class ConfigPlaceholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+):[^}]*}");
    private static final String PACKAGE = "org.apache.kafka.common.config.provider.";

    /** Kafka's own providers by their usual names. */
    private static final Map<String, String> KNOWN = Map.of(
            "file", PACKAGE + "FileConfigProvider",
            "directory", PACKAGE + "DirectoryConfigProvider",
            "env", PACKAGE + "EnvVarConfigProvider");

    private final Map<String, Object> settings;
    private final String origin;

    private ConfigPlaceholders(Map<String, Object> settings, String origin) {
        this.settings = settings;
        this.origin = origin;
    }

    /**
     * The settings with their values, and without the settings of the providers.
     *
     * @param origin for messages: the option and its file
     * @throws UserError when a provider cannot be used, or has no value
     */
    static Map<String, Object> resolve(Map<String, Object> settings, String origin) {
        return new ConfigPlaceholders(settings, origin).resolve();
    }

    private Map<String, Object> resolve() {
        Map<String, Object> resolved = new HashMap<>(values());
        resolved.keySet().removeIf(name -> name.startsWith(AbstractConfig.CONFIG_PROVIDERS_CONFIG));
        resolved.forEach((name, value) -> PLACEHOLDER
                .matcher(settings.get(name).toString())
                .results()
                .filter(placeholder -> value.toString().contains(placeholder.group()))
                .forEach(placeholder -> requireProvider(name, placeholder)));
        return resolved;
    }

    private Map<String, Object> values() {
        try {
            return new AbstractConfig(new ConfigDef(), settings, false).originals();
        } catch (KafkaException e) {
            throw UserError.badUsage(origin + ": cannot resolve its ${…} placeholders: " + ErrorText.of(e)
                    + "; correct the path, or config.providers and its settings");
        }
    }

    /** The message has the text of the file, not a value that another placeholder was replaced with. */
    private void requireProvider(String name, MatchResult placeholder) {
        String provider = placeholder.group(1);
        if (providers().contains(provider)) {
            throw UserError.badUsage(
                    origin + ": " + name + ": there is no value for " + placeholder.group() + "; correct its name");
        }
        if (KNOWN.containsKey(provider)) {
            throw UserError.badUsage(origin + ": " + name + ": " + placeholder.group() + " has no provider; add"
                    + " config.providers=" + provider + " and config.providers." + provider + ".class="
                    + KNOWN.get(provider));
        }
    }

    private Set<String> providers() {
        Object names = settings.getOrDefault(AbstractConfig.CONFIG_PROVIDERS_CONFIG, "");
        return Arrays.stream(names.toString().split(",")).map(String::strip).collect(Collectors.toSet());
    }
}
