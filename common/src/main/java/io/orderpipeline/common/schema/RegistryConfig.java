package io.orderpipeline.common.schema;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/**
 * Where a schema registry is, and how to connect to it.
 *
 * @param urls of servers of one registry, tried in turn; without credentials and without a slash at the end
 * @param authorization the value of the HTTP header, which is secret
 * @param tls empty for the JVM's own trust store
 * @param connectTimeout for the connection to one server
 * @param readTimeout for its response after that
 */
public record RegistryConfig(
        List<URI> urls,
        Optional<String> authorization,
        Optional<SSLContext> tls,
        Duration connectTimeout,
        Duration readTimeout) {

    static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(2);
    static final Duration READ_TIMEOUT = Duration.ofSeconds(5);

    public RegistryConfig {
        urls = List.copyOf(urls);
    }

    /** Without credentials. */
    public static RegistryConfig of(List<URI> urls) {
        return new RegistryConfig(urls, Optional.empty(), Optional.empty(), CONNECT_TIMEOUT, READ_TIMEOUT);
    }

    /** The URLs, for messages. */
    public String addresses() {
        return urls.stream().map(URI::toString).collect(Collectors.joining(", "));
    }

    /** Without the credentials. */
    @Override
    public String toString() {
        return addresses();
    }
}
