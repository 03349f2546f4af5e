package io.orderpipeline.common.schema;

import io.orderpipeline.common.cli.ErrorText;
import io.orderpipeline.common.tls.TlsFailure;
import io.orderpipeline.common.tls.TlsProbe;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Explains in one line why a server did not respond as a schema registry does. */
final class RegistryFailure {

    private static final String CONFIG_FILE = "the file of " + RegistryOptions.CONFIG_OPTION;
    private static final int REDIRECTION = 300;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERROR = 500;

    /** The registry's own codes for 404 begin with this; a path that it does not have is 404. */
    private static final int UNKNOWN_SUBJECT = 40_401;

    private static final int HTTP_PORT = 80;

    /** Messages of the JDK's client when a server closes the connection. */
    private static final Pattern CLOSED = Pattern.compile("received no bytes|Connection reset|Broken pipe");

    private RegistryFailure() {}

    /** Of a request without a response. May take two seconds: a server that requires TLS does not say so. */
    static RegistryException of(URI server, Duration timeout, Throwable failure) {
        Optional<String> tls = TlsFailure.reason(failure);
        if (tls.isPresent()) {
            String reason = "cannot be reached with TLS: " + tls.get() + "; check the URL, and ssl.* in " + CONFIG_FILE;
            return RegistryException.fatal(server, reason, failure);
        }
        if (has(failure, UnresolvedAddressException.class) || has(failure, UnknownHostException.class)) {
            return RegistryException.transientFailure(server, "is unknown: there is no host of that name", failure);
        }
        if (has(failure, HttpConnectTimeoutException.class) && isTls(server)) {
            return RegistryException.transientFailure(
                    server, "does not respond to a TLS handshake; does it speak TLS at this port?", failure);
        }
        if (has(failure, ConnectException.class) || has(failure, HttpConnectTimeoutException.class)) {
            return RegistryException.transientFailure(
                    server, "does not respond; is it running, and reachable from here?", failure);
        }
        if (has(failure, TimeoutException.class)) {
            return RegistryException.transientFailure(
                    server, "did not respond within " + timeout.toMillis() + " ms", failure);
        }
        return requiresTls(server) ? plaintext(server) : incomplete(server, failure);
    }

    /** With TLS 1.3, the handshake of a client without a certificate ends before the server has rejected it. */
    private static RegistryException incomplete(URI server, Throwable failure) {
        String message = ErrorText.of(failure);
        boolean mayWantCertificate = isTls(server) && CLOSED.matcher(message).find();
        String reason = "did not send a complete response (" + message + ")"
                + (mayWantCertificate ? "; does it want a certificate?" : "");
        return RegistryException.transientFailure(server, reason, failure);
    }

    private static boolean has(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTls(URI server) {
        return server.getScheme().equalsIgnoreCase("https");
    }

    private static boolean requiresTls(URI server) {
        int port = server.getPort() < 0 ? HTTP_PORT : server.getPort();
        return !isTls(server) && TlsProbe.speaksTls(InetSocketAddress.createUnresolved(server.getHost(), port));
    }

    private static RegistryException plaintext(URI server) {
        return RegistryException.fatal(server, "requires TLS; write https:// in its URL", null);
    }

    /**
     * Empty for what only a registry sends: JSON, or a code of its API.
     *
     * @param path of the request
     */
    static Optional<RegistryException> of(RegistryResponse response, String path) {
        int status = response.status();
        if (status == RegistryResponse.OK) {
            return response.beginsWith('{') || response.beginsWith('[') ? Optional.empty() : foreign(response);
        }
        boolean isRegistrys = status == RegistryResponse.CONFLICT
                || status == RegistryResponse.UNPROCESSABLE
                || (status == RegistryResponse.NOT_FOUND && response.errorCode() >= UNKNOWN_SUBJECT);
        return isRegistrys && response.beginsWith('{') ? Optional.empty() : Optional.of(error(response, path));
    }

    private static Optional<RegistryException> foreign(RegistryResponse response) {
        String type =
                response.header("Content-Type").map(name -> " (" + name + ")").orElse("");
        return Optional.of(RegistryException.fatal(
                response.server(), "is no schema registry: its response is not JSON" + type + "; check the URL", null));
    }

    private static RegistryException error(RegistryResponse response, String path) {
        int status = response.status();
        String error = status + (response.errorMessage().isEmpty() ? "" : ": " + response.errorMessage());
        if (status >= SERVER_ERROR || status == TOO_MANY_REQUESTS || status == REQUEST_TIMEOUT) {
            return RegistryException.transientFailure(response.server(), "failed with HTTP status " + error, null);
        }
        if (status == RegistryResponse.BAD_REQUEST && requiresTls(response.server())) {
            return plaintext(response.server());
        }
        String reason = reason(response, path, error);
        return status == RegistryResponse.NOT_FOUND
                ? RegistryException.noSuchPath(response.server(), reason)
                : RegistryException.fatal(response.server(), reason, null);
    }

    private static String reason(RegistryResponse response, String path, String error) {
        return switch (response.status()) {
            case RegistryResponse.UNAUTHORIZED ->
                "gives no access without valid credentials (" + error
                        + "); set basic.auth.user.info or bearer.auth.token in " + CONFIG_FILE;
            case RegistryResponse.FORBIDDEN ->
                "refuses us " + path + " (" + error + "); grant it to our user, or check " + CONFIG_FILE;
            case RegistryResponse.NOT_FOUND ->
                "has no " + path + " (" + error
                        + "); check the path in its URL, which is /apis/ccompat/v7 for Apicurio";
            default ->
                response.status() >= REDIRECTION && response.status() < RegistryResponse.BAD_REQUEST
                        ? "redirects to " + response.header("Location").orElse("nowhere")
                                + "; name the URL that is meant"
                        : "refuses " + path + " with HTTP status " + error;
        };
    }
}
