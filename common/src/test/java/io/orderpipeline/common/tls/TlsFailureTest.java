package io.orderpipeline.common.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.security.SignatureException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** With the messages that Java 17 and Netty 4.1 really give. */
final class TlsFailureTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        handshake(new CertificateExpiredException("NotAfter: Wed Nov 18 10:00:00 UTC 2026")),
                        "its certificate has expired (NotAfter: Wed Nov 18 10:00:00 UTC 2026)"),
                Arguments.of(
                        handshake(new CertificateNotYetValidException("NotBefore: tomorrow")),
                        "its certificate is not valid yet (NotBefore: tomorrow)"),
                Arguments.of(
                        handshake(new CertPathBuilderException("unable to find valid certification path")),
                        "its certificate is not signed by an authority in our trust store"),
                Arguments.of(
                        handshake(new CertPathValidatorException(
                                "signature check failed", new SignatureException("Signature does not match."))),
                        "its certificate is not signed by an authority in our trust store"),
                Arguments.of(
                        handshake(
                                new CertificateException("No subject alternative DNS name matching localhost found.")),
                        "its certificate is for another host"
                                + " (No subject alternative DNS name matching localhost found.)"),
                Arguments.of(
                        new SSLException("Unsupported or unrecognized SSL message"),
                        "it does not speak TLS at this port"),
                Arguments.of(
                        new SSLException("Unrecognized SSL message, plaintext connection?"),
                        "it does not speak TLS at this port"),
                Arguments.of(
                        new SSLException("not an SSL/TLS record: 8400000000"), "it does not speak TLS at this port"),
                Arguments.of(
                        new SSLHandshakeException("Received fatal alert: bad_certificate"),
                        "it ends the TLS handshake with 'bad_certificate'; does it want a certificate?"));
    }

    private static IOException handshake(Exception cause) {
        SSLHandshakeException failed = new SSLHandshakeException("General SSLEngine problem");
        failed.initCause(cause);
        return new IOException("the connection failed", failed);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void should_explain_fatal_failures(Exception failure, String reason) {
        assertThat(TlsFailure.reason(failure)).hasValue(reason);
    }

    @Test
    void should_not_explain_transient_failures() {
        assertThat(TlsFailure.reason(new IOException("Connection reset"))).isEmpty();
        assertThat(TlsFailure.reason(new SSLHandshakeException("Remote host terminated the handshake")))
                .isEmpty();
    }
}
