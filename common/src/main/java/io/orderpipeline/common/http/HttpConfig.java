package io.orderpipeline.common.http;

import io.orderpipeline.common.cli.OptionFile;
import io.orderpipeline.common.cli.UserError;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The address of the HTTP server, and who has access: on an address that other machines can reach, clients with the
 * token or of certain networks; with both, clients of these networks that send the token.
 *
 * @param port 0 for any free port
 * @param portIsChosen whether the user chose the port, so that another one is not acceptable
 * @param token required in every request; empty for none
 * @param allowFrom the clients that may connect; empty for all that reach the address
 */
public record HttpConfig(
        String address, int port, boolean portIsChosen, Optional<String> token, Optional<ClientNetworks> allowFrom) {

    private static final int SHORTEST_TOKEN = 16;

    public HttpConfig {
        UserError.requireUsage(port >= 0 && port <= 65_535, "--http-port must be 0 to 65535, was " + port);
        UserError.requireUsage(
                token.isEmpty() || token.get().length() >= SHORTEST_TOKEN,
                "--http-token-file must hold a token of " + SHORTEST_TOKEN + " characters or more");
        UserError.requireUsage(
                token.isPresent() || allowFrom.isPresent() || isLoopback(address),
                "--http-address " + address + " is reachable from other machines: protect it with --http-token-file"
                        + " or --http-allow-from");
    }

    /** For clients of every network. */
    public HttpConfig(String address, int port, boolean portIsChosen, Optional<String> token) {
        this(address, port, portIsChosen, token, Optional.empty());
    }

    /**
     * Reads a token file. Not an option value, because every user of the machine can read command lines.
     *
     * @param file null without a token
     */
    public static Optional<String> tokenFrom(Path file) {
        if (file == null) {
            return Optional.empty();
        }
        String token = OptionFile.read(file, "--http-token-file").strip();
        UserError.requireUsage(
                token.lines().count() <= 1,
                "--http-token-file: " + file + " has several lines; it must hold the token only");
        return Optional.of(token);
    }

    boolean isLoopback() {
        return isLoopback(address);
    }

    /** Such as 0.0.0.0: the server listens on each address of this machine. */
    boolean isEveryAddress() {
        return resolved(address).isAnyLocalAddress();
    }

    private static boolean isLoopback(String address) {
        return resolved(address).isLoopbackAddress();
    }

    private static InetAddress resolved(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw UserError.badUsage("--http-address " + address + " is not an address of this machine");
        }
    }
}
