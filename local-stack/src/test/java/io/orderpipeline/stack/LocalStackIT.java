package io.orderpipeline.stack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

@UsesLocalStack
final class LocalStackIT {

    @Test
    void a_test_gets_servers_that_answer(LocalStack stack) {
        assertThat(stack.kafka().isReady()).isTrue();
        assertThat(stack.cassandra().isReady()).isTrue();
    }
}
