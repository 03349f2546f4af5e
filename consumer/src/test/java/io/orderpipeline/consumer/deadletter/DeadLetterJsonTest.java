package io.orderpipeline.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.consumer.kafka.CutPart;
import java.io.IOException;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLetterJsonTest {

    private final DeadLetterJson json = new DeadLetterJson();

    @Test
    void should_write_every_field() {
        assertThat(write("{\"a\":1}".getBytes(UTF_8)))
                .isEqualTo("{\"letter\":\"dead-1@17\",\"origin\":\"orders-2@41\",\"reason\":\"not-json\","
                        + "\"detail\":\"because\",\"timestamp\":\"2023-11-14T22:13:20Z\","
                        + "\"dead_lettered_at\":\"2023-11-14T22:15:00.017Z\",\"key\":\"books\","
                        + "\"value\":\"{\\\"a\\\":1}\",\"headers\":[{\"name\":\"schema-version\",\"value\":\"1\"}]}");
    }

    @Test
    void should_restore_every_byte() throws IOException {
        Random random = new Random(1);
        for (int size = 0; size < 200; size++) {
            byte[] value = new byte[size];
            random.nextBytes(value);
            assertThat(json.read(write(value)).record().value()).isEqualTo(value);
        }
        String text = "Zoë \u0000 \u001b[31m \u009b \u202e 😀 \" \\";
        assertThat(json.read(write(text.getBytes(UTF_8))).record().value()).isEqualTo(text.getBytes(UTF_8));
        assertThat(json.read(write(null)).record().value()).isNull();
    }

    @Test
    void should_keep_the_description_of_a_part_that_was_cut() throws IOException {
        ConsumerRecord<byte[], byte[]> record = TestDeadLetters.record(1, 17, "orders-2@41", "too-large");
        CutPart.VALUE.describe(record.headers(), new CutPart.Whole(20_000_000, "abcdef"));

        String line = json.write(new DeadLetterRecord(record));

        assertThat(line).contains("\"value_length\":\"20000000\",\"value_sha256\":\"abcdef\"");
        assertThat(json.read(line).isCut()).isTrue();
        assertThat(json.read(line.replaceAll(",\"value_(length|sha256)\":\"\\w+\"", ""))
                        .isCut())
                .as("a repaired line")
                .isFalse();
    }

    @Test
    void should_restore_key_headers_positions_and_reason() throws IOException {
        ConsumerRecord<byte[], byte[]> record = TestDeadLetters.record(1, 17, "orders-2@41", "not-json");
        record.headers().add("trace", new byte[] {(byte) 0xff});
        record.headers().add("empty", null);

        DeadLetterRecord read = json.read(json.write(new DeadLetterRecord(record)));

        assertThat(read.position()).isEqualTo(new RecordPosition("dead", 1, 17));
        assertThat(read.origin()).contains(new RecordPosition("orders", 2, 41));
        assertThat(read.reason()).isEqualTo("not-json");
        assertThat(read.record().key()).isEqualTo("books".getBytes(UTF_8));
        assertThat(read.originalHeaders()).isEqualTo(new DeadLetterRecord(record).originalHeaders());
    }

    @Test
    void should_survive_any_terminal_and_locale() {
        assertThat(write("Zoë \u001b \u007f \u009b \u202e".getBytes(UTF_8))).matches("[ -~]*");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "order received                                              | Unrecognized",
                "[]                                                          | START_OBJECT",
                "{\"letter\":\"d-0@1\"} | \"reason\"",
                "{\"reason\":\"x\",\"key\":null,\"value\":null}              | \"letter\"",
                "{\"reason\":\"x\",\"letter\":\"d-0@1\",\"key\":null}        | \"value\"",
                "{\"reason\":\"x\",\"letter\":\"d-0@1\",\"value\":{\"a\":1}} | VALUE_STRING",
                "{\"value\":\"x\",\"value_base64\":\"eA==\"}                 | twice",
                "{\"value_base64\":\"no!\"}                                  | base64",
            })
    void should_say_what_is_wrong_with_a_line(String line, String message) {
        assertThatThrownBy(() -> json.read(line))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(message);
    }

    private String write(byte[] value) {
        return json.write(new DeadLetterRecord(TestDeadLetters.record(1, 17, "orders-2@41", "not-json", value)));
    }
}
