package io.orderpipeline.common.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.IllegalSaslStateException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.NotCoordinatorException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class TransientFailureTest {

    static Stream<ApiException> transientFailures() {
        return Stream.of(
                new NotCoordinatorException("moved"),
                new SaslAuthenticationException("{\"status\":\"invalid_token\"}"),
                new IllegalSaslStateException(handshake("OAUTHBEARER")));
    }

    static Stream<ApiException> permanentFailures() {
        return Stream.of(
                new SaslAuthenticationException("Authentication failed: Invalid username or password"),
                new IllegalSaslStateException(handshake("SCRAM-SHA-512")),
                new TopicAuthorizationException("Not authorized: invalid_token"),
                new InvalidTopicException("orders!"));
    }

    private static String handshake(String mechanism) {
        return "Unexpected handshake request with client mechanism " + mechanism + ", enabled mechanisms are []";
    }

    @ParameterizedTest
    @MethodSource("transientFailures")
    void should_let_a_caller_try_again(ApiException failure) {
        assertThat(TransientFailure.is(failure)).isTrue();
        assertThatCode(() -> TransientFailure.require(failure)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("permanentFailures")
    void should_throw_what_does_not_end_by_itself(ApiException failure) {
        assertThat(TransientFailure.is(failure)).isFalse();
        assertThatThrownBy(() -> TransientFailure.require(failure)).isSameAs(failure);
    }
}
