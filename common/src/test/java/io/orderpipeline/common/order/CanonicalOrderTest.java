package io.orderpipeline.common.order;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a plain order is an order to the general reader too, and the same one. */
class CanonicalOrderTest {

    private static final OrderJsonReader READER = new OrderJsonReader();
    private static final OrderJsonWriter WRITER = new OrderJsonWriter();

    private static final Order ORDER = new Order(
            "019aaf2e-7c00-7000-8000-000000000001",
            "Ada Lovelace",
            "Lamp {\"a\", 1} \\".replace("\"", "'").replace("\\", "/"),
            "home",
            3,
            new BigDecimal("5.20"),
            Instant.parse("2026-11-22T18:00:00.123Z"),
            new BigDecimal("15.60"));

    /** Bytes that mean something in JSON, in numbers or in times, and some that may stand nowhere. */
    private static final byte[] TELLING = "\"\\{}[]:,.-+eE0123456789TZ tnu/'\n\r\t\0\u007f".getBytes(US_ASCII);

    @Test
    void should_read_the_output_of_the_writer() {
        CanonicalOrder plain = CanonicalOrder.read(WRITER.write(ORDER)).orElseThrow();

        assertThat(order(plain)).isEqualTo(ORDER);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "0.00", "7", "0.07", "100", "99999999.99", "123456789012345.67", "999999999999999999"})
    void should_read_canonical_amounts_of_any_size(String price) {
        BigDecimal amount = new BigDecimal(price);

        assertThat(order(CanonicalOrder.read(WRITER.write(withAmounts(amount))).orElseThrow()))
                .isEqualTo(withAmounts(amount));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"1000000000000000000", "12345678901234567.89", "-1"})
    void should_reject_other_amounts(BigDecimal amount) {
        byte[] value = amount == null ? null : WRITER.write(withAmounts(amount));

        assertThat(CanonicalOrder.read(value)).isEmpty();
    }

    @Test
    void should_reject_a_total_that_matches_only_by_overflow() {
        BigDecimal price = BigDecimal.valueOf(Long.MAX_VALUE / 10);
        long overflowing = 40 * price.longValueExact();
        Order order = new Order("a", "b", "c", "d", 40, price, Instant.EPOCH, BigDecimal.valueOf(overflowing));

        agree(WRITER.write(order));
    }

    @ParameterizedTest
    @EnumSource(OrderField.class)
    void should_agree_with_the_general_reader_on_every_value_of_a_field(OrderField field) {
        String order = new String(WRITER.write(withAmounts(BigDecimal.ONE)), UTF_8);
        for (SampleValues.Sample sample : SampleValues.of(field)) {
            agree(replaced(order, field, sample.json()).getBytes(UTF_8));
        }
    }

    @Test
    void should_agree_when_any_byte_changes() {
        byte[] order = WRITER.write(ORDER);
        int plain = 0;
        for (int at = 0; at < order.length; at++) {
            for (byte other : TELLING) {
                byte[] changed = order.clone();
                changed[at] = other;
                plain += agree(changed);
            }
        }

        assertThat(plain).as("letters of texts may be others").isPositive();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void should_agree_on_garbled_bytes(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            agree(garbled(WRITER.write(ORDER), random));
        }
    }

    @Test
    void should_agree_on_every_prefix_of_an_order() {
        byte[] order = WRITER.write(ORDER);

        IntStream.range(0, order.length).forEach(length -> agree(Arrays.copyOf(order, length)));
        agree(Arrays.copyOf(order, OrderLimits.VALUE_BYTES + 1));
    }

    @Test
    void should_agree_on_canonical_timestamps() {
        String order = new String(WRITER.write(ORDER), UTF_8);
        MillisecondTimestampTest.timesOfThatForm()
                .forEach(time -> agree(
                        replaced(order, OrderField.TIMESTAMP, '"' + time + '"').getBytes(UTF_8)));
    }

    /** @return 1 for a plain order */
    private static int agree(byte[] value) {
        Optional<CanonicalOrder> plain = CanonicalOrder.read(value);
        plain.ifPresent(found -> assertThat(READER.read(value))
                .as(new String(value, UTF_8))
                .isEqualTo(new DecodeResult.Valid(order(found), List.of())));
        return plain.isPresent() ? 1 : 0;
    }

    private static Order order(CanonicalOrder plain) {
        return new Order(
                text(plain.orderId()),
                text(plain.customerName()),
                text(plain.product()),
                text(plain.category()),
                plain.quantity(),
                BigDecimal.valueOf(plain.price(), plain.scale()),
                Instant.ofEpochMilli(plain.epochMillis()),
                BigDecimal.valueOf(plain.totalAmount(), plain.scale()));
    }

    private static String text(ByteBuffer bytes) {
        return US_ASCII.decode(bytes.duplicate()).toString();
    }

    private static Order withAmounts(BigDecimal amount) {
        return new Order(
                ORDER.orderId(),
                ORDER.customerName(),
                ORDER.product(),
                ORDER.category(),
                1,
                amount,
                ORDER.timestamp(),
                amount);
    }

    /** Amounts and quantity so that the total is right whenever the value is a number. */
    private static String replaced(String order, OrderField field, String json) {
        String changed = replacedAlone(order, field, json);
        return switch (field) {
            case QUANTITY -> replacedAlone(changed, OrderField.TOTAL_AMOUNT, json);
            case PRICE -> replacedAlone(changed, OrderField.TOTAL_AMOUNT, json);
            case TOTAL_AMOUNT -> replacedAlone(changed, OrderField.PRICE, json);
            default -> changed;
        };
    }

    private static String replacedAlone(String order, OrderField field, String json) {
        String name = '"' + field.jsonName() + "\":";
        int start = order.indexOf(name) + name.length();
        int end = field == OrderField.TOTAL_AMOUNT ? order.length() - 1 : order.indexOf(",\"", start);
        return order.substring(0, start) + json + order.substring(end);
    }

    /** A few bytes are changed, dropped or put in. */
    private static byte[] garbled(byte[] order, Random random) {
        byte[] bytes = order;
        for (int changes = 1 + random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(bytes.length);
            byte other = random.nextInt(4) == 0 ? (byte) random.nextInt() : TELLING[random.nextInt(TELLING.length)];
            int dropped = random.nextInt(2);
            int added = random.nextInt(2);
            byte[] changed = new byte[bytes.length - dropped + added];
            System.arraycopy(bytes, 0, changed, 0, at);
            if (added == 1) {
                changed[at] = other;
            }
            System.arraycopy(bytes, at + dropped, changed, at + added, bytes.length - at - dropped);
            bytes = changed;
        }
        return bytes;
    }
}
