package io.orderpipeline.consumer.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.InvalidReason;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShortTextTest {

    @ParameterizedTest
    @ValueSource(strings = {"a", "\u00e9", "\u20ac", "\ud83d\ude00"})
    void should_cut_between_characters(String character) {
        String most = character.repeat(ShortText.MOST);

        assertThat(ShortText.of(most)).isEqualTo(most);
        assertThat(ShortText.of(most.getBytes(UTF_8))).isEqualTo(most);
        assertThat(ShortText.of(most + character)).isEqualTo(most + "...");
        assertThat(ShortText.of((most + "b" + most).getBytes(UTF_8))).isEqualTo(most + "...");
    }

    @Test
    void should_keep_the_beginning_of_the_key_of_a_record() {
        byte[] key = "k".repeat(1_000_000).getBytes(UTF_8);
        FoundRecord found = FoundRecord.of(
                new ConsumerRecord<>("orders", 0, 0, key, null),
                new DecodeResult.Invalid(InvalidReason.NULL_VALUE, ""),
                true);

        assertThat(found.key()).isEqualTo(Optional.of("k".repeat(ShortText.MOST) + "..."));
    }
}
