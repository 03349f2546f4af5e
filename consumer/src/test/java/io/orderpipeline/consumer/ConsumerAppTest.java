package io.orderpipeline.consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConsumerAppTest {

    @Test
    void should_close_the_consumers_before_one_that_cannot_be_created() {
        List<Integer> closed = new ArrayList<>();
        IllegalStateException failure = new IllegalStateException("no third one");

        assertThatThrownBy(() -> ConsumerApp.createAll(4, number -> {
                    if (number == 3) {
                        throw failure;
                    }
                    return () -> {
                        closed.add(number);
                        throw new IllegalArgumentException("at close");
                    };
                }))
                .isSameAs(failure)
                .hasSuppressedException(new IllegalArgumentException("at close"));
        assertThat(closed).containsExactly(1, 2);
    }
}
