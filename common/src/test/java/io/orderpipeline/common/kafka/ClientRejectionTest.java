package io.orderpipeline.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.cli.UserError;
import java.security.cert.CertPathBuilderException;
import java.util.Optional;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.apache.kafka.common.utils.AppInfoParser;
import org.junit.jupiter.api.Test;

final class ClientRejectionTest {

    private static final String BROKER = "the broker at here:1";
    private static final String WHAT = "the topic orders";

    @Test
    void should_distinguish_three_kinds_of_rejection_and_say_what_to_check() {
        assertThat(message(new SaslAuthenticationException("invalid credentials")))
                .isEqualTo(
                        "the broker at here:1 does not let us in: invalid credentials; check user and password in the"
                                + " file of --kafka-config");
        assertThat(message(new SslAuthenticationException("handshake failed", new CertPathBuilderException("no path"))))
                .isEqualTo("no TLS with the broker at here:1: its certificate is not signed by an authority in"
                        + " our trust store; check ssl.* in the file of --kafka-config");
        assertThat(message(new TopicAuthorizationException("Topic authorization failed.")))
                .startsWith(
                        "the broker at here:1 refuses us the topic orders: Topic authorization failed; grant it to");
    }

    @Test
    void should_reject_at_once_for_a_broker_that_is_too_old() {
        assertThat(message(new UnsupportedVersionException("The node does not support METADATA.")))
                .isEqualTo("the broker at here:1 is too old, or too restricted, for Kafka client "
                        + AppInfoParser.getVersion() + ": The node does not support METADATA; docs/compatibility.md has"
                        + " the versions that work");
    }

    @Test
    void should_not_reject_errors_that_may_pass() {
        assertThat(ClientRejection.of(BROKER, WHAT, new TimeoutException("no answer")))
                .isEmpty();
    }

    @Test
    void should_say_which_setting_to_change() {
        assertThat(message(new UnsupportedSaslMechanismException("enabled mechanisms are [PLAIN]")))
                .endsWith("enabled mechanisms are [PLAIN]; set sasl.mechanism to one of these in the file of"
                        + " --kafka-config");
        assertThat(message(new IllegalSaslStateException("Unexpected handshake request")))
                .contains("it requires no SASL at this port: correct the port, or security.protocol");
        assertThat(message(new SaslAuthenticationException("{\"status\":\"invalid_token\"}")))
                .contains("check whether the token endpoint is available, the scope and the audience of the token")
                .doesNotContain("password");
    }

    @Test
    void should_name_the_token_endpoint_when_the_client_authenticates_too_often() {
        assertThat(message(new IllegalSaslStateException("Unexpected handshake request with client mechanism"
                        + " OAUTHBEARER, enabled mechanisms are []")))
                .contains("the token was not renewed", "check whether the token endpoint is available");
    }

    private static String message(Throwable cause) {
        Optional<UserError> rejection = ClientRejection.of(BROKER, WHAT, cause);
        return rejection.orElseThrow().getMessage();
    }
}
