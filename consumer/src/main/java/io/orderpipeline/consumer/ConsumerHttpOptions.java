package io.orderpipeline.consumer;

import io.orderpipeline.common.http.HttpConfig;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the consumer shows itself. */
final class ConsumerHttpOptions {

    private static final int PORT = 8080;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "dashboard at /, metrics at /metrics, health at /healthz and /readyz; 0 for any that is"
                    + " free (default: " + PORT + ")")
    Integer port;

    @Option(
            names = "--http-address",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description =
                    "who may look; any other than this machine needs --http-token-file (default: ${DEFAULT-VALUE})")
    String address;

    @Option(
            names = "--http-token-file",
            paramLabel = "FILE",
            description = "holds a token that whoever looks must show, as bearer or as password")
    Path tokenFile;

    @Option(names = "--no-http", description = "no dashboard, no metrics, no health")
    boolean off;

    /** Empty for nowhere. */
    Optional<HttpConfig> toConfig() {
        return off
                ? Optional.empty()
                : Optional.of(new HttpConfig(
                        address, port == null ? PORT : port, port != null, HttpConfig.tokenFrom(tokenFile)));
    }
}
