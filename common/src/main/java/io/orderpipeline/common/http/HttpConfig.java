package io.orderpipeline.common.http;

import io.orderpipeline.common.cli.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where metrics, health and whatever else is to be looked at are offered.
 *
 * @param port zero for any that is free
 * @param portIsChosen whether the user named the port, and wants that one or none
 * @param token who does not show it is refused; empty only on this machine's own address
 */
public record HttpConfig(String address, int port, boolean portIsChosen, Optional<String> token) {

    private static final int SHORTEST_TOKEN = 16;

    public HttpConfig {
        require(port >= 0 && port <= 65_535, "--http-port must be 0 to 65535, was " + port);
        require(
                token.isEmpty() || token.get().length() >= SHORTEST_TOKEN,
                "--http-token-file must hold a token of " + SHORTEST_TOKEN + " characters or more");
        require(
                token.isPresent() || isLoopback(address),
                "--http-address " + address + " lets others in: name a file that holds a token with --http-token-file");
    }

    /**
     * What a token file holds. A file, for a command line is for every user of the machine to read.
     *
     * @param file null for none
     */
    public static Optional<String> tokenFrom(Path file) {
        if (file == null) {
            return Optional.empty();
        }
        if (!Files.isReadable(file)) {
            throw UserError.badUsage("--http-token-file: there is no readable file " + file + "; name one that exists");
        }
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            throw UserError.badUsage("--http-token-file " + file + " is no text: " + e.getMessage());
        }
    }

    boolean isLoopback() {
        return isLoopback(address);
    }

    private static boolean isLoopback(String address) {
        try {
            return InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw UserError.badUsage("--http-address " + address + " is not an address of this machine");
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw UserError.badUsage(otherwise);
        }
    }
}
