package io.orderpipeline.common.kafka;

import io.orderpipeline.common.cli.ErrorText;
import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.tls.TlsFailure;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.config.SaslConfigs;

/**
 * Explains why a client could not log in before it connected, as with a token endpoint. Of the exceptions of a login
 * module, JAAS keeps the text only, stack traces included.
 */
final class LoginFailure {

    private static final Pattern AWAY = Pattern.compile(
            "java\\.net\\.(ConnectException|NoRouteToHostException|UnknownHostException|Socket\\w*Exception)");

    /** With the error code of RFC 6749. The rest of the response may have secrets. */
    private static final Pattern HTTP =
            Pattern.compile("response code (\\d{3}) and error (?:response|message) (?:\\{\"([\\w.-]{1,64})\" - )?");

    private static final Pattern TRANSIENT_HTTP = Pattern.compile("response code (408|429|5\\d\\d) ");
    private static final Pattern TLS = Pattern.compile("javax\\.net\\.ssl\\.\\w+: (.*)");
    private static final String UNTRUSTED = "PKIX path";

    private final Throwable failure;
    private final String reason;
    private final Optional<String> endpoint;

    private LoginFailure(LoginException failure, Map<String, Object> settings) {
        this.failure = failure;
        // The rest of the text is a stack trace.
        this.reason = String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        this.endpoint = Optional.ofNullable(settings.get(SaslConfigs.SASL_OAUTHBEARER_TOKEN_ENDPOINT_URL))
                .map(url -> ErrorText.ofUrl(url.toString()));
    }

    /** @param settings of the client, or none when they are not known */
    static Optional<LoginFailure> of(Throwable creation, Map<String, Object> settings) {
        return Stream.iterate(creation, cause -> cause != null, Throwable::getCause)
                .filter(LoginException.class::isInstance)
                .map(LoginException.class::cast)
                .map(failure -> new LoginFailure(failure, settings))
                .findFirst();
    }

    /**
     * @throws NotReadyException when the token endpoint is not available, which may be temporary
     * @throws UserError otherwise
     */
    void raise() throws NotReadyException {
        Matcher away = AWAY.matcher(reason);
        if (away.find()) {
            throw notReady(
                    switch (away.group(1)) {
                        case "UnknownHostException" -> "unknown host";
                        case "SocketTimeoutException" -> "no answer";
                        default -> "nothing answers there";
                    });
        }
        if (TRANSIENT_HTTP.matcher(reason).find()) {
            throw notReady(answer());
        }
        throw UserError.failed(
                endpoint.isPresent()
                        ? "the token endpoint " + endpoint.get() + " gives no token: " + tls().orElseGet(this::answer)
                                + "; check sasl.oauthbearer.* in " + ClientRejection.CONFIG_FILE
                        : "cannot log in to Kafka: " + answer() + "; check sasl.* in " + ClientRejection.CONFIG_FILE,
                failure);
    }

    private NotReadyException notReady(String problem) {
        return new NotReadyException(
                "no token from the token endpoint"
                        + endpoint.map(url -> " " + url).orElse("") + ": " + problem
                        + "; is it running, and is its URL right in " + ClientRejection.CONFIG_FILE + "?",
                failure);
    }

    private Optional<String> tls() {
        Matcher tls = TLS.matcher(reason);
        if (!tls.find()) {
            return Optional.empty();
        }
        return Optional.of(
                tls.group(1).contains(UNTRUSTED)
                        ? "its certificate is not signed by an authority in the trust store of this JVM, or of"
                                + " sasl.jaas.config"
                        : TlsFailure.reason(new SSLException(tls.group(1))).orElse(tls.group(1)));
    }

    private String answer() {
        Matcher http = HTTP.matcher(reason);
        if (!http.find()) {
            return ErrorText.of(failure);
        }
        return "HTTP " + http.group(1) + (http.group(2) == null ? "" : " " + http.group(2));
    }
}
