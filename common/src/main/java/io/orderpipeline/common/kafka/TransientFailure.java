package io.orderpipeline.common.kafka;

import io.orderpipeline.common.cli.ErrorText;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.RetriableException;

/**
 * Recognizes errors of the Kafka clients of a running program that do not last. Besides those that Kafka calls
 * retriable, that is an expired token: the broker asks a client for its token again from time to time (KIP-368), and
 * the client could not get a new one. It keeps trying by itself. At the start, when no token was accepted before, the
 * same error means wrong settings; see {@link ClientRejection}.
 */
public final class TransientFailure {

    /** RFC 6750, in the response to SASL/OAUTHBEARER. */
    private static final String INVALID_TOKEN = "invalid_token";

    /**
     * A broker rejects a second authentication within a second, and a client tries that when its token is about to
     * expire. The error is the same as for a listener without SASL.
     */
    private static final String TOO_SOON = "client mechanism OAUTHBEARER, enabled mechanisms are []";

    private TransientFailure() {}

    public static boolean is(Throwable failure) {
        return failure instanceof RetriableException || isExpiredToken(failure);
    }

    /** @throws ApiException the failure, unless it is transient */
    public static void require(ApiException failure) {
        if (!is(failure)) {
            throw failure;
        }
    }

    /** One line, part of a message. */
    public static String text(Throwable failure) {
        return isExpiredToken(failure)
                ? "our token has expired, and the token endpoint gives no new one"
                : ErrorText.of(failure);
    }

    /** Whether it is an expired token, for which no client can send or receive anything. */
    public static boolean isExpiredToken(Throwable failure) {
        String message = String.valueOf(failure.getMessage());
        return failure instanceof AuthenticationException
                && (message.contains(INVALID_TOKEN) || message.contains(TOO_SOON));
    }
}
