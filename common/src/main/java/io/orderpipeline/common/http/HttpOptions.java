package io.orderpipeline.common.http;

import io.orderpipeline.common.cli.UserError;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Whether and where a program serves HTTP: the options of both programs. They differ in the default. */
public abstract sealed class HttpOptions {

    private static final String LOOPBACK = "127.0.0.1";

    @Option(
            names = "--http-address",
            order = 2,
            paramLabel = "HOST",
            description = "address to listen on; one that other machines can reach needs --http-token-file or"
                    + " --http-allow-from (default: " + LOOPBACK + ")")
    String address;

    @Option(
            names = "--http-token-file",
            order = 3,
            paramLabel = "FILE",
            description = "file with the token that clients send as Bearer token, browsers as the password")
    Path tokenFile;

    @Option(
            names = "--http-allow-from",
            order = 4,
            paramLabel = "NETWORKS",
            description = "clients that may connect: addresses and networks such as 10.1.2.0/24, separated by commas;"
                    + " " + ClientNetworks.SAME_NETWORK + " is that of this machine")
    String allowFrom;

    private HttpOptions() {}

    public abstract Optional<HttpConfig> toConfig();

    HttpConfig configFor(int port, boolean portIsChosen) {
        return new HttpConfig(
                address == null ? LOOPBACK : address,
                port,
                portIsChosen,
                HttpConfig.tokenFrom(tokenFile),
                Optional.ofNullable(allowFrom).map(ClientNetworks::parse));
    }

    /** On port 8080 unless {@code --no-http} is given. */
    public static final class OnByDefault extends HttpOptions {

        private static final int PORT = 8080;

        @Option(
                names = "--http-port",
                order = 1,
                paramLabel = "PORT",
                description = "dashboard at /, metrics at /metrics, health at /healthz and /readyz; 0 for any free"
                        + " port (default: " + PORT + ")")
        Integer port;

        @Option(names = "--no-http", order = 5, description = "no dashboard, no metrics, no health")
        boolean off;

        @Override
        public Optional<HttpConfig> toConfig() {
            return off ? Optional.empty() : Optional.of(configFor(port == null ? PORT : port, port != null));
        }
    }

    /** Off unless a port is given. */
    public static final class OffByDefault extends HttpOptions {

        @Option(
                names = "--http-port",
                order = 1,
                paramLabel = "PORT",
                description = "metrics at /metrics, health at /healthz and /readyz; 0 for any free port (default: off)")
        Integer port;

        @Override
        public Optional<HttpConfig> toConfig() {
            if (port != null) {
                return Optional.of(configFor(port, true));
            }
            Stream.of(
                            unused(address, "--http-address"),
                            unused(tokenFile, "--http-token-file"),
                            unused(allowFrom, "--http-allow-from"))
                    .flatMap(Optional::stream)
                    .findFirst()
                    .ifPresent(option -> {
                        throw UserError.badUsage(option + " needs --http-port, without which HTTP is off");
                    });
            return Optional.empty();
        }

        private static Optional<String> unused(Object value, String option) {
            return Optional.ofNullable(value).map(given -> option);
        }
    }
}
