package io.orderpipeline.common.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

final class BoundedBodyTest {

    private static final int LIMIT = 10;

    private final Connection connection = new Connection();
    private final BoundedBody body = new BoundedBody(LIMIT);

    @Test
    void should_collect_a_body_up_to_the_limit() {
        body.onSubscribe(connection);
        body.onNext(List.of(ByteBuffer.wrap(new byte[4]), ByteBuffer.wrap(new byte[6])));
        assertThat(body.getBody().toCompletableFuture()).isNotDone();
        body.onComplete();

        assertThat(body.getBody().toCompletableFuture().join()).hasSize(LIMIT);
        assertThat(connection.isCancelled).isFalse();
    }

    @Test
    void should_keep_one_byte_beyond_the_limit_and_stop() {
        body.onSubscribe(connection);
        body.onNext(
                List.of(ByteBuffer.wrap(new byte[4]), ByteBuffer.wrap(new byte[100]), ByteBuffer.wrap(new byte[100])));

        assertThat(body.getBody().toCompletableFuture().join()).hasSize(LIMIT + 1);
        assertThat(connection.isCancelled).isTrue();
    }

    @Test
    void should_fail_with_the_connection() {
        body.onSubscribe(connection);
        body.onError(new IOException("reset"));

        assertThat(body.getBody().toCompletableFuture()).isCompletedExceptionally();
    }

    private static final class Connection implements Flow.Subscription {

        private boolean isCancelled;

        @Override
        public void request(long buffers) {}

        @Override
        public void cancel() {
            isCancelled = true;
        }
    }
}
