package io.orderpipeline.consumer;

import io.orderpipeline.cli.UserError;
import io.orderpipeline.consumer.web.HttpConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Where the consumer shows itself. */
final class HttpOptions {

    private static final int PORT = 8080;

    @Option(
            names = "--http-port",
            paramLabel = "PORT",
            description = "dashboard at /, metrics at /metrics, health at /healthz and /readyz; 0 for any that is"
                    + " free, default " + PORT)
    Integer port;

    @Option(
            names = "--http-address",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = "who may look, default ${DEFAULT-VALUE}; any other needs --http-token-file")
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
                        address,
                        port == null ? PORT : port,
                        port != null,
                        Optional.ofNullable(tokenFile).map(HttpOptions::token)));
    }

    /** From a file, for a command line is for every user of the machine to read. */
    private static String token(Path file) {
        if (!Files.isReadable(file)) {
            throw UserError.badUsage("--http-token-file: there is no readable file " + file + "; name one that exists");
        }
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw UserError.badUsage("--http-token-file " + file + " is no text: " + e.getMessage());
        }
    }
}
