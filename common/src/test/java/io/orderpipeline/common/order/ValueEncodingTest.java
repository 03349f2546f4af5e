package io.orderpipeline.common.order;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A value is JSON in strict UTF-8; the detail of other values says what they look like. */
class ValueEncodingTest {

    private static final String ORDER =
            """
            {"order_id":"a-1","customer_name":"Ada","product":"Lamp","category":"tools","quantity":2,\
            "price":5.20,"timestamp":"2026-01-02T03:04:05.678Z","total_amount":10.40}""";

    private final OrderJsonReader reader = new OrderJsonReader();

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "overlong NUL, C080",
        "overlong slash in 2 bytes, C0AF",
        "overlong DEL, C1BF",
        "overlong in 3 bytes, E08080",
        "overlong e acute in 3 bytes, E083A9",
        "overlong in 4 bytes, F08080AF",
        "overlong 4 bytes below U+10000, F08FBFBF",
        "high surrogate, EDA080",
        "low surrogate, EDBFBF",
        "surrogate pair as CESU-8, EDA0BDEDB880",
        "above U+10FFFF, F4908080",
        "5 bytes, F888808080",
        "6 bytes, FC8480808080",
        "continuation byte alone, 80",
        "truncated 2 bytes, C3",
        "truncated 3 bytes, E282",
        "truncated 4 bytes, F09F98",
        "second byte is no continuation, C341",
        "FE, FE",
        "FF, FF",
        "NUL, 00",
    })
    void should_reject_text_that_is_not_strict_utf_8(String name, String hex) {
        assertThat(invalid(replaced("Ada", hex)).reason()).isEqualTo(InvalidReason.NOT_JSON);
        assertThat(invalid(replaced("Lamp\"", "4C616D70222C226E6F7465223A22" + hex + "22"))
                        .reason())
                .as("in a further field")
                .isEqualTo(InvalidReason.NOT_JSON);
        assertThat(OrderView.read(replaced("Ada", hex))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"C280", "C3A9", "DFBF", "E0A080", "ED9FBF", "EE8080", "EFBBBF", "EFBFBF", "F0908080", "F48FBFBF"
            })
    void should_accept_every_length_of_utf_8(String hex) {
        String text = new String(HexFormat.of().parseHex(hex), UTF_8);

        assertThat(reader.read(replaced("Ada", hex)))
                .isInstanceOfSatisfying(
                        DecodeResult.Valid.class,
                        valid -> assertThat(valid.order().customerName()).isEqualTo(text));
    }

    @Test
    void should_agree_with_the_strict_decoder_of_java() {
        Random random = new Random(7);
        byte[] telling = HexFormat.of().parseHex("41807F8FA090BFC0C1C2DFE0E1EDEFF0F1F4F5F8FF");
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(6)];
            for (int j = 0; j < bytes.length; j++) {
                bytes[j] = telling[random.nextInt(telling.length)];
            }
            assertThat(Utf8.isJsonText(bytes))
                    .as(HexFormat.of().formatHex(bytes))
                    .isEqualTo(isDecodable(bytes));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "UTF-16LE, '', UTF-16",
        "UTF-16BE, '', UTF-16",
        "UTF-16LE, FFFE, UTF-16",
        "UTF-16BE, FEFF, UTF-16",
        "UTF-32LE, '', UTF-32",
        "UTF-32BE, '', UTF-32",
        "UTF-32LE, FFFE0000, UTF-32",
        "UTF-32BE, 0000FEFF, UTF-32",
        "UTF-8, EFBBBF, byte order mark",
    })
    void should_reject_other_unicode_encodings_and_name_them(Charset charset, String mark, String hint) {
        DecodeResult.Invalid invalid = invalid(concat(HexFormat.of().parseHex(mark), ORDER.getBytes(charset)));

        assertThat(invalid.reason()).isEqualTo(InvalidReason.NOT_JSON);
        assertThat(invalid.detail()).contains("looks like").contains(hint);
    }

    @ParameterizedTest
    @CsvSource({
        "28B52FFD, zstd",
        "04224D18, LZ4",
        "4F626A01, Avro object container",
        "0000000007, schema id 7 (--schema-registry)",
        "000000007B, schema id 123",
        "0000007B02, schema id 31490",
    })
    void should_name_what_the_bytes_look_like(String prefix, String hint) {
        DecodeResult.Invalid invalid = invalid(concat(HexFormat.of().parseHex(prefix), ORDER.getBytes(UTF_8)));

        assertThat(invalid.reason()).isEqualTo(InvalidReason.NOT_JSON);
        assertThat(invalid.detail()).contains("looks like").contains(hint).doesNotContain("Ada");
    }

    @Test
    void should_name_gzip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(ORDER.getBytes(UTF_8));
        }

        assertThat(invalid(bytes.toByteArray()).detail()).contains("gzip");
    }

    @Test
    void should_give_no_hint_for_bytes_that_it_does_not_recognize() {
        assertThat(invalid("order received".getBytes(UTF_8)).detail()).doesNotContain("looks like");
        assertThat(invalid(ORDER.replace("Ada", "Jos\u00e9").getBytes(ISO_8859_1))
                        .detail())
                .contains("UTF-8")
                .doesNotContain("looks like");
    }

    private static boolean isDecodable(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return !new String(bytes, UTF_8).startsWith("\ufeff");
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** The order with these bytes in place of a part of its text. */
    private static byte[] replaced(String part, String hex) {
        String text = new String(HexFormat.of().parseHex(hex), ISO_8859_1);
        return ORDER.replace(part, text).getBytes(ISO_8859_1);
    }

    private static byte[] concat(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length)
                .put(first)
                .put(second)
                .array();
    }

    private DecodeResult.Invalid invalid(byte[] value) {
        assertThat(reader.read(value)).isInstanceOf(DecodeResult.Invalid.class);
        return (DecodeResult.Invalid) reader.read(value);
    }
}
