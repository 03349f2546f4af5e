package io.orderpipeline.consumer.lookup;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.InvalidReason;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class FoundRecordTest {

    @Test
    void should_keep_only_the_beginning_of_the_key() {
        byte[] key = "k".repeat(1_000_000).getBytes(UTF_8);
        FoundRecord found = FoundRecord.of(
                new ConsumerRecord<>("orders", 0, 0, key, null),
                new DecodeResult.Invalid(InvalidReason.NULL_VALUE, ""),
                true);

        assertThat(found.key()).hasValue("k".repeat(200) + "...");
    }
}
