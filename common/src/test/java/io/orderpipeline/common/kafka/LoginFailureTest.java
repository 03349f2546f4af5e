package io.orderpipeline.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.cli.UserError;
import java.util.Map;
import javax.security.auth.login.LoginException;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the texts of Kafka 4.3 and of the JDK. */
final class LoginFailureTest {

    private static final String ENDPOINT = "https://login.example.com/token";
    private static final String CONFIGURED = "https://user:s3cret@login.example.com/token?key=s3cret";
    private static final String WRAPPED = "org.apache.kafka.common.KafkaException: ";
    private static final String STACK = "\n\tat org.apache.kafka.Some.method(Some.java:1)\nCaused by: java.lang.Error";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "java.net.ConnectException: Connection refused | nothing answers there",
                "java.net.NoRouteToHostException: No route to host | nothing answers there",
                "java.net.UnknownHostException: login.example.com | unknown host",
                "java.net.SocketTimeoutException: Read timed out | no answer",
                "java.io.IOException: The unexpected response code 503 and error message {busy} was encountered reading"
                        + " the token endpoint response | HTTP 503",
            })
    void should_wait_for_a_token_endpoint_that_is_not_available(String cause, String reason) {
        assertThatThrownBy(() -> failure(WRAPPED + cause).raise())
                .isInstanceOf(NotReadyException.class)
                .hasMessage("no token from the token endpoint " + ENDPOINT + ": " + reason
                        + "; is it running, and is its" + " URL right in the file of --kafka-config?");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "java.io.IOException: The response code 401 and error response {\"invalid_client\" - \"unknown"
                        + " client\"}"
                        + " was encountered reading the token endpoint response; will not attempt further retries |"
                        + " HTTP 401 invalid_client",
                "javax.net.ssl.SSLHandshakeException: PKIX path building failed: unable to find valid"
                        + " certification path |"
                        + " its certificate is not signed by an authority in the trust store of this JVM, or of"
                        + " sasl.jaas.config",
                "javax.net.ssl.SSLHandshakeException: No subject alternative DNS name matching here found. |"
                        + " its certificate"
                        + " is for another host (No subject alternative DNS name matching here found.)",
                "javax.net.ssl.SSLException: Unsupported or unrecognized SSL message | it does not speak TLS at"
                        + " this port",
            })
    void should_not_wait_for_a_token_endpoint_that_refuses(String cause, String reason) {
        assertThatThrownBy(() -> failure(WRAPPED + cause).raise())
                .isInstanceOf(UserError.class)
                .hasMessage("the token endpoint " + ENDPOINT + " gives no token: " + reason
                        + "; check sasl.oauthbearer.* in the file of --kafka-config");
    }

    @Test
    void should_report_a_login_without_a_token_endpoint() {
        assertThatThrownBy(() -> LoginFailure.of(created("no ticket" + STACK), Map.of())
                        .orElseThrow()
                        .raise())
                .isInstanceOf(UserError.class)
                .hasMessage("cannot log in to Kafka: no ticket; check sasl.* in the file of --kafka-config");
    }

    @Test
    void should_ignore_other_failures() {
        assertThat(LoginFailure.of(new KafkaException("x", new IllegalStateException()), Map.of()))
                .isEmpty();
    }

    private static LoginFailure failure(String text) {
        return LoginFailure.of(created(text + STACK), Map.of("sasl.oauthbearer.token.endpoint.url", CONFIGURED))
                .orElseThrow();
    }

    private static KafkaException created(String text) {
        return new KafkaException("Failed to create", new KafkaException(new LoginException(text)));
    }
}
