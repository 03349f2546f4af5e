package io.orderpipeline.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.InvalidReason;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class NewestDeadLettersTest {

    private final NewestDeadLetters deadLetters = new NewestDeadLetters(InstantSource.fixed(Instant.EPOCH));

    @Test
    void should_keep_the_beginnings_of_the_newest_dead_letters_without_control_characters() {
        List<DeadLetter> many = IntStream.range(0, 50)
                .mapToObj(NewestDeadLettersTest::deadLetter)
                .toList();

        deadLetters.record(many.subList(0, 30));
        deadLetters.record(many.subList(30, 50));

        assertThat(deadLetters.newest()).hasSize(NewestDeadLetters.LIMIT);
        DeadLetterSummary newest = deadLetters.newest().get(0);
        assertThat(newest.position()).isEqualTo("orders-0@49");
        assertThat(newest.reason()).isEqualTo("not-json");
        assertThat(newest.preview()).hasSizeLessThan(100).doesNotContain("\u001b");
    }

    private static DeadLetter deadLetter(int offset) {
        byte[] value = ("\u001b[2J" + "long ".repeat(1_000)).getBytes(UTF_8);
        return new DeadLetter(
                new ConsumerRecord<>("orders", 0, offset, null, value), InvalidReason.NOT_JSON, "no JSON here");
    }
}
