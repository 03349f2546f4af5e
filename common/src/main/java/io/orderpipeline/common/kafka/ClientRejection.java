package io.orderpipeline.common.kafka;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.tls.TlsFailure;
import io.orderpipeline.common.tls.TlsProbe;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.UnreleasedInstanceIdException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.utils.AppInfoParser;
import org.apache.kafka.common.utils.Utils;

/** Recognizes errors by which a broker rejects a client for good, as opposed to a broker that is not available yet. */
public final class ClientRejection {

    private static final String CONFIG_FILE = "the file of --kafka-config";

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
                    broker + " does not let us in: " + cause.getMessage() + "; check user and password in "
                            + CONFIG_FILE,
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

    private static String withoutFullStop(String message) {
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }

    static void throwIfPresent(Optional<UserError> rejection) {
        rejection.ifPresent(error -> {
            throw error;
        });
    }

    /**
     * For a client that receives no response: present when the broker requires TLS and the client does not use it. The
     * probe takes two seconds at most for each address.
     *
     * @param settings of that client
     */
    static Optional<UserError> ofSilence(Map<String, Object> settings) {
        String protocol =
                String.valueOf(settings.getOrDefault(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG, "PLAINTEXT"));
        if (protocol.toUpperCase(Locale.ROOT).endsWith("SSL")) {
            return Optional.empty();
        }
        String servers = String.valueOf(settings.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG));
        return Arrays.stream(servers.split(","))
                .map(String::strip)
                .filter(server -> Utils.getHost(server) != null && Utils.getPort(server) != null)
                .filter(server -> TlsProbe.speaksTls(
                        InetSocketAddress.createUnresolved(Utils.getHost(server), Utils.getPort(server))))
                .findFirst()
                .map(server -> UserError.failed("the broker at " + server + " speaks TLS and we do not: set"
                        + " security.protocol to SSL or SASL_SSL in " + CONFIG_FILE));
    }
}
