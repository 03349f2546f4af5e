package io.orderpipeline.consumer.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.InvalidReason;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** A dead letter must have the headers of its record, whatever else it says. */
class DeadLetterContentTest {

    private final ConsumerRecord<byte[], byte[]> record = record("version", "1");

    @Test
    void should_find_the_headers_of_a_copy_equal() {
        assertThat(differences(record("version", "1"))).isEmpty();
    }

    @Test
    void should_skip_the_headers_of_the_dead_letter_itself() {
        ConsumerRecord<byte[], byte[]> copy = record("version", "1");
        copy.headers().add("dead-letter.note", bytes("any"));

        assertThat(differences(copy)).isEmpty();
    }

    @Test
    void should_find_a_header_whose_name_or_value_differs() {
        assertThat(differences(record("version", "2"))).containsExactly("headers");
        assertThat(differences(record("Version", "1"))).containsExactly("headers");
        assertThat(differences(record("versio", "n1"))).containsExactly("headers");
        assertThat(differences(record("version", null))).containsExactly("headers");
    }

    @Test
    void should_distinguish_an_empty_value_from_none() {
        assertThat(DeadLetterContent.expected(record("version", ""), InvalidReason.NOT_JSON)
                        .differences(
                                DeadLetterContent.expected(record("version", null), InvalidReason.NOT_JSON),
                                DeadLetterContent.NAMES))
                .containsExactly("headers");
    }

    @Test
    void should_find_a_header_that_was_lost() {
        ConsumerRecord<byte[], byte[]> copy = record("version", "1");
        copy.headers().remove("version");

        assertThat(differences(copy)).containsExactly("headers");
    }

    /** Of the dead letter with the headers of {@code copy}. */
    private List<String> differences(ConsumerRecord<byte[], byte[]> copy) {
        copy.headers().add("dead-letter.reason", bytes(InvalidReason.NOT_JSON.code()));
        copy.headers().add("dead-letter.timestamp", bytes(Long.toString(record.timestamp())));
        return DeadLetterContent.expected(record, InvalidReason.NOT_JSON)
                .differences(DeadLetterContent.found(copy), DeadLetterContent.NAMES);
    }

    private static ConsumerRecord<byte[], byte[]> record(String header, String value) {
        ConsumerRecord<byte[], byte[]> record = new ConsumerRecord<>("orders", 0, 0, bytes("key"), bytes("value"));
        record.headers().add(header, value == null ? null : bytes(value));
        return record;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
