package io.orderpipeline.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Decides which HTTP requests are allowed. Their client must be of the allowed networks. They must carry the token, as
 * a Bearer token or, from a browser, as the Basic-auth password of any user. Without a token, and on a loopback
 * address, the Host header must name this machine, or be the IP address that the client has connected to. That rejects
 * foreign pages that use DNS rebinding, which needs a name.
 */
record AccessFilter(HttpConfig config) {

    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";

    boolean allowsClient(InetAddress client) {
        return config.allowFrom().map(networks -> networks.contains(client)).orElse(true);
    }

    /** @param local address of the connection at this machine */
    boolean allowsHost(String host, InetAddress local) {
        if (config.token().isPresent() && !config.isLoopback()) {
            // The token protects this server, whose host names are unknown.
            return true;
        }
        return host != null
                && hostName(host).filter(name -> isOwnName(name, local)).isPresent();
    }

    private boolean isOwnName(String name, InetAddress local) {
        return OWN_NAMES.contains(name) || name.equals(config.address()) || isLiteral(name, local);
    }

    /** Resolves no name: in brackets, only an IPv6 address is accepted. */
    private static boolean isLiteral(String name, InetAddress address) {
        try {
            return name.equals(address.getHostAddress())
                    || (name.startsWith("[") && InetAddress.getByName(name).equals(address));
        } catch (UnknownHostException notAnAddress) {
            return false;
        }
    }

    /** The accepted hosts, for a request that {@link #allowsHost} rejects. */
    String hosts(InetAddress local) {
        String literal = local.getHostAddress();
        return Stream.of(
                        "localhost",
                        "127.0.0.1",
                        "[::1]",
                        config.isEveryAddress() ? "localhost" : config.address(),
                        local instanceof Inet6Address ? "[" + literal.replaceFirst("%.*", "") + "]" : literal)
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static Optional<String> hostName(String host) {
        try {
            return Optional.ofNullable(new URI("http://" + host).getHost()).map(name -> name.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    boolean allowsAuthorization(String authorization) {
        return config.token().isEmpty()
                || (authorization != null
                        && tokenIn(authorization).filter(this::isToken).isPresent());
    }

    private static Optional<String> tokenIn(String authorization) {
        String scheme = authorization.toLowerCase(Locale.ROOT);
        if (scheme.startsWith(BEARER)) {
            return Optional.of(authorization.substring(BEARER.length()).strip());
        }
        return scheme.startsWith(BASIC) ? password(authorization.substring(BASIC.length())) : Optional.empty();
    }

    private static Optional<String> password(String encoded) {
        try {
            String userAndPassword = new String(Base64.getDecoder().decode(encoded.strip()), UTF_8);
            return Optional.of(userAndPassword.substring(userAndPassword.indexOf(':') + 1));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** In constant time, which prevents timing attacks. */
    private boolean isToken(String candidate) {
        return MessageDigest.isEqual(
                candidate.getBytes(UTF_8), config.token().orElseThrow().getBytes(UTF_8));
    }
}
