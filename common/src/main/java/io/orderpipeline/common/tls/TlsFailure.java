package io.orderpipeline.common.tls;

import java.security.SignatureException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;

/** Explains fatal TLS failures, which a retry does not resolve. */
public final class TlsFailure {

    /** Messages of the JDK's host name verification, which has no exception class. */
    private static final Pattern OTHER_HOST = Pattern.compile("No (subject alternative|name matching)");

    /** Messages of the JDK and of Netty. */
    private static final Pattern NOT_TLS = Pattern.compile("not an SSL/TLS record|[Uu]nrecognized SSL message");

    private static final Pattern ALERT = Pattern.compile("Received fatal alert: (\\w+)");

    private TlsFailure() {}

    /** Empty for other failures, and for a connection that was closed during the handshake. */
    public static Optional<String> reason(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<String> reason = ofOne(cause, String.valueOf(cause.getMessage()));
            if (reason.isPresent()) {
                return reason;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> ofOne(Throwable cause, String message) {
        if (cause instanceof CertificateExpiredException) {
            return Optional.of("its certificate has expired (" + message + ")");
        }
        if (cause instanceof CertificateNotYetValidException) {
            return Optional.of("its certificate is not valid yet (" + message + ")");
        }
        // The second: of an authority that was created again with the same name.
        if (cause instanceof CertPathBuilderException || cause instanceof SignatureException) {
            return Optional.of("its certificate is not signed by an authority in our trust store");
        }
        if (OTHER_HOST.matcher(message).find()) {
            return Optional.of("its certificate is for another host (" + message + ")");
        }
        return cause instanceof SSLException ? ofHandshake(message) : Optional.empty();
    }

    private static Optional<String> ofHandshake(String message) {
        if (NOT_TLS.matcher(message).find()) {
            return Optional.of("it does not speak TLS at this port");
        }
        Matcher alert = ALERT.matcher(message);
        return alert.find()
                ? Optional.of("it ends the TLS handshake with '" + alert.group(1) + "'; does it want a certificate?")
                : Optional.empty();
    }
}
