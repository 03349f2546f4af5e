package io.orderpipeline.common.kafka;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.tls.TlsFailure;
import java.util.Optional;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.utils.AppInfoParser;

/** Recognizes errors by which a broker rejects a client for good, as opposed to a broker that is not available yet. */
public final class ClientRejection {

    static final String CONFIG_FILE = "the file of --kafka-config";

    /** RFC 6750, in the response to SASL/OAUTHBEARER. */
    private static final String INVALID_TOKEN = "invalid_token";

    /**
     * Besides a listener without SASL, the cause can be a token that was not renewed: shortly before it expires, the
     * client authenticates twice within a second, which a broker rejects in this way (KIP-368).
     */
    private static final String UNEXPECTED_TOKEN = "client mechanism OAUTHBEARER, enabled mechanisms are []";

    private ClientRejection() {}

    /**
     * Empty when a retry may help.
     *
     * @param broker as it stands in a sentence: "the broker at localhost:9092"
     * @param what was requested, likewise: "the topic orders"
     */
    public static Optional<UserError> of(String broker, String what, Throwable cause) {
        if (cause instanceof SslAuthenticationException) {
            String reason = TlsFailure.reason(cause).orElseGet(cause::getMessage);
            return Optional.of(UserError.failed(
                    "no TLS with " + broker + ": " + reason + "; check ssl.* in " + CONFIG_FILE, cause));
        }
        if (cause instanceof AuthenticationException) {
            return Optional.of(UserError.failed(
                    broker + " does not let us in: " + withoutFullStop(String.valueOf(cause.getMessage())) + "; "
                            + remedy(cause) + " in " + CONFIG_FILE,
                    cause));
        }
        if (cause instanceof AuthorizationException) {
            return Optional.of(UserError.failed(
                    broker + " refuses us " + what + ": " + withoutFullStop(cause.getMessage()) + "; grant it to our"
                            + " user (docs/security.md has the rights we need), or check the user in " + CONFIG_FILE,
                    cause));
        }
        if (cause instanceof FencedInstanceIdException || cause instanceof UnreleasedInstanceIdException) {
            return Optional.of(UserError.failed(
                    "another process of the group has our group.instance.id: " + withoutFullStop(cause.getMessage())
                            + "; give each process its own in " + CONFIG_FILE
                            + ", and each of its threads gets a suffix",
                    cause));
        }
        if (cause instanceof UnsupportedVersionException) {
            return Optional.of(UserError.failed(
                    broker + " is too old, or too restricted, for Kafka client " + AppInfoParser.getVersion() + ": "
                            + withoutFullStop(cause.getMessage())
                            + "; docs/compatibility.md has the versions that work",
                    cause));
        }
        return Optional.empty();
    }

    private static String remedy(Throwable cause) {
        if (cause instanceof UnsupportedSaslMechanismException) {
            return "set sasl.mechanism to one of these";
        }
        String message = String.valueOf(cause.getMessage());
        if (cause instanceof IllegalSaslStateException) {
            return message.contains(UNEXPECTED_TOKEN)
                    ? "the token was not renewed, or it requires no SASL at this port: check whether the token endpoint"
                            + " is available, then the port and security.protocol"
                    : "it requires no SASL at this port: correct the port, or security.protocol";
        }
        return message.contains(INVALID_TOKEN)
                ? "check whether the token endpoint is available, the scope and the audience of the token, the clocks,"
                        + " and sasl.*"
                : "check user and password";
    }

    private static String withoutFullStop(String message) {
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }

    static void throwIfPresent(Optional<UserError> rejection) {
        rejection.ifPresent(error -> {
            throw error;
        });
    }
}
