package io.orderpipeline.common.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who may come in. On this machine's own address everybody who calls it by a name of this machine: a page of somebody
 * else that has had its own name pointed here ("rebinding") calls it by that name. Elsewhere whoever shows the token,
 * as a bearer or, for a browser, as the password of any user.
 */
final class AccessFilter {

    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String BEARER = "bearer ";
    private static final String BASIC = "basic ";

    private final HttpConfig config;

    AccessFilter(HttpConfig config) {
        this.config = config;
    }

    boolean takesHost(String host) {
        if (!config.isLoopback()) {
            // The token keeps others' pages out, and by which names we are called we cannot know.
            return true;
        }
        return host != null && hostName(host).filter(this::isOwnName).isPresent();
    }

    private boolean isOwnName(String name) {
        return OWN_NAMES.contains(name) || name.equals(config.address());
    }

    private static Optional<String> hostName(String host) {
        try {
            return Optional.ofNullable(new URI("http://" + host).getHost()).map(name -> name.toLowerCase(Locale.ROOT));
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    boolean takesAuthorization(String authorization) {
        return config.token().isEmpty()
                || (authorization != null
                        && shown(authorization).filter(this::isTheToken).isPresent());
    }

    private static Optional<String> shown(String authorization) {
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

    /** Takes as long for a wrong one as for the right one, so that it cannot be guessed bit by bit. */
    private boolean isTheToken(String shown) {
        return MessageDigest.isEqual(
                shown.getBytes(UTF_8), config.token().orElseThrow().getBytes(UTF_8));
    }
}
