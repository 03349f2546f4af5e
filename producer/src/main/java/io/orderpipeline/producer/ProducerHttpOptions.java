package io.orderpipeline.producer;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.http.HttpConfig;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Whether and where metrics and health are offered. */
final class ProducerHttpOptions {

    private static final String LOOPBACK = "127.0.0.1";

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "metrics at /metrics, health at /healthz and /readyz; 0 is any free port (default: off)")
    Integer port;

    @Option(
            names = "--http-address",
            paramLabel = "HOST",
            description =
                    "who may look; any other than this machine needs --http-token-file (default: " + LOOPBACK + ")")
    String address;

    @Option(
            names = "--http-token-file",
            paramLabel = "FILE",
            description = "holds a token that whoever looks must show, as bearer or as password")
    Path tokenFile;

    /** Empty when nothing is to be offered. */
    Optional<HttpConfig> config() {
        if (port == null) {
            requireUnused("--http-address", address);
            requireUnused("--http-token-file", tokenFile);
            return Optional.empty();
        }
        return Optional.of(
                new HttpConfig(address == null ? LOOPBACK : address, port, true, HttpConfig.tokenFrom(tokenFile)));
    }

    /** Somebody who gives it believes that something is offered. */
    private static void requireUnused(String option, Object value) {
        if (value != null) {
            throw UserError.badUsage(option + " needs --http-port, without which nothing is offered");
        }
    }
}
