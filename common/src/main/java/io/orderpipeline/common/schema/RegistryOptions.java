package io.orderpipeline.common.schema;

import io.orderpipeline.common.cli.UserError;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;

/** Whether and where a command uses a schema registry. */
public final class RegistryOptions {

    static final String CONFIG_OPTION = "--schema-registry-config";

    private static final String URL_OPTION = "--schema-registry";
    private static final Pattern HTTP = Pattern.compile("https?", Pattern.CASE_INSENSITIVE);
    private static final Pattern SLASHES_AT_END = Pattern.compile("/+$");
    private static final int LARGEST_PORT = 65_535;

    @Option(
            names = URL_OPTION,
            paramLabel = "URL",
            split = ",",
            description = "schema registry with Confluent's REST API, for orders in Avro, Protobuf and JSON Schema;"
                    + " several URLs are tried in turn (default: none)")
    List<String> urls;

    @Option(
            names = CONFIG_OPTION,
            paramLabel = "FILE",
            description = "properties of the registry's client: credentials, TLS, timeouts")
    Path file;

    /**
     * Empty without {@code --schema-registry}.
     *
     * @throws UserError when a URL or the file is invalid
     */
    public Optional<RegistryConfig> toConfig() {
        if (urls == null) {
            UserError.requireUsage(
                    file == null, CONFIG_OPTION + " needs " + URL_OPTION + ", without which no registry is used");
            return Optional.empty();
        }
        List<URI> servers = urls.stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .map(RegistryOptions::url)
                .distinct()
                .toList();
        UserError.requireUsage(!servers.isEmpty(), URL_OPTION + " is empty; name a URL, such as http://localhost:8081");
        return Optional.of(RegistryConfigFile.read(file, servers));
    }

    private static URI url(String text) {
        // Before any message that quotes the text.
        UserError.requireUsage(
                !text.contains("@"),
                URL_OPTION + " has a user name or password in its URL, where every user of this machine can read it;"
                        + " set basic.auth.user.info in the file of " + CONFIG_OPTION);
        try {
            URI url = new URI(SLASHES_AT_END.matcher(text).replaceFirst(""));
            if (isValid(url)) {
                return url;
            }
        } catch (URISyntaxException e) {
            // The same message as for a URL of another form.
        }
        throw UserError.badUsage(
                URL_OPTION + " '" + text + "' is not a URL of the form http://host:port or https://host:port/path");
    }

    private static boolean isValid(URI url) {
        return url.getScheme() != null
                && HTTP.matcher(url.getScheme()).matches()
                && url.getHost() != null
                && url.getPort() != 0
                && url.getPort() <= LARGEST_PORT
                && url.getRawQuery() == null
                && url.getRawFragment() == null;
    }
}
