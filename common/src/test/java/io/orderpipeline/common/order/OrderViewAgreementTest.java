package io.orderpipeline.common.order;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the bytes are: an order that the fast reader returns is the same one to the general reader. */
class OrderViewAgreementTest {

    private static final String ORDER =
            """
            {"order_id":"a-1","customer_name":"Zo\\u00eb é","product":"Lamp","category":"tools","quantity":1,\
            "price":5.20,"timestamp":"2026-01-02T03:04:05.678Z","total_amount":5.20,"note":[-1.5,{"a":"b"}]}""";

    /** Bytes with a meaning in JSON, numbers, times and UTF-8, and bytes that no valid text contains. */
    private static final byte[] TELLING = concat(
            "\"\\{}[]:,.-+eEuZTtrfn 0123456789abdnu/'\n\r\t\0\u007f".getBytes(US_ASCII),
            new byte[] {(byte) 0x80, (byte) 0xBF, (byte) 0xC0, (byte) 0xC3, (byte) 0xE2, (byte) 0xED, (byte) 0xF0, -1});

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void should_read_every_usual_form_and_agree(long seed) {
        RandomOrderJson orders = new RandomOrderJson(seed);
        for (int i = 0; i < 5_000; i++) {
            String json = orders.next();
            assertThat(OrderViews.agree(json.getBytes(UTF_8))).as(json).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6, 7, 8})
    void should_agree_on_garbled_orders(long seed) {
        RandomOrderJson orders = new RandomOrderJson(seed);
        Random random = new Random(seed);
        int read = 0;
        int left = 0;
        for (int i = 0; i < 20_000; i++) {
            boolean isRead = OrderViews.agree(garbled(orders.next().getBytes(UTF_8), random));
            read += isRead ? 1 : 0;
            left += isRead ? 0 : 1;
        }

        assertThat(read).isGreaterThan(2_000);
        assertThat(left).isGreaterThan(2_000);
    }

    @Test
    void should_agree_when_any_byte_is_replaced_inserted_or_deleted() {
        byte[] order = ORDER.getBytes(UTF_8);
        for (int at = 0; at < order.length; at++) {
            OrderViews.agree(spliced(order, at, 1, new byte[0]));
            for (byte other : TELLING) {
                OrderViews.agree(spliced(order, at, 1, new byte[] {other}));
                OrderViews.agree(spliced(order, at, 0, new byte[] {other}));
            }
        }
    }

    @Test
    void should_agree_on_every_truncation() {
        RandomOrderJson orders = new RandomOrderJson(9);
        for (int i = 0; i < 50; i++) {
            byte[] order = orders.next().getBytes(UTF_8);
            for (int length = 0; length < order.length; length++) {
                OrderViews.agree(Arrays.copyOf(order, length));
            }
        }
    }

    @ParameterizedTest
    @EnumSource(OrderField.class)
    void should_agree_on_every_value_of_a_field(OrderField field) {
        long read = SampleValues.of(field).stream()
                .filter(sample -> OrderViews.agree(with(field, sample.json()).getBytes(UTF_8)))
                .count();

        assertThat(read).isPositive();
    }

    @Test
    void should_agree_on_times_in_and_out_of_range() {
        MillisecondTimestampTest.timesOfThatForm().forEach(time -> {
            for (String end : new String[] {"Z", "999999Z", "+01:00", "-17:59"}) {
                String changed = time.replace("Z", end);
                OrderViews.agree(with(OrderField.TIMESTAMP, '"' + changed + '"').getBytes(UTF_8));
            }
        });
    }

    /** With amounts and quantity such that the total is right whenever the value is a number. */
    private static String with(OrderField field, String json) {
        String changed = replaced(ORDER, field, json);
        return switch (field) {
            case QUANTITY -> replaced(replaced(changed, OrderField.PRICE, "1"), OrderField.TOTAL_AMOUNT, json);
            case PRICE -> replaced(changed, OrderField.TOTAL_AMOUNT, json);
            case TOTAL_AMOUNT -> replaced(changed, OrderField.PRICE, json);
            default -> changed;
        };
    }

    private static String replaced(String order, OrderField field, String json) {
        int start =
                order.indexOf('"' + field.jsonName() + "\":") + field.jsonName().length() + 3;
        return order.substring(0, start) + json + order.substring(order.indexOf(",\"", start));
    }

    /** Up to three parts are changed, deleted, inserted, or exchanged. */
    private static byte[] garbled(byte[] order, Random random) {
        byte[] bytes = order;
        for (int changes = random.nextInt(4); changes > 0; changes--) {
            int at = random.nextInt(bytes.length);
            byte other = random.nextInt(4) == 0 ? (byte) random.nextInt() : TELLING[random.nextInt(TELLING.length)];
            bytes = switch (random.nextInt(5)) {
                case 0 -> spliced(bytes, at, 1, new byte[] {other});
                case 1 -> spliced(bytes, at, 1, new byte[0]);
                case 2 -> spliced(bytes, at, 0, new byte[] {other});
                case 3 -> spliced(bytes, at, Math.min(random.nextInt(40), bytes.length - at), part(order, random));
                default -> spliced(bytes, at, 0, part(order, random));
            };
        }
        return bytes;
    }

    private static byte[] part(byte[] order, Random random) {
        int start = random.nextInt(order.length);
        return Arrays.copyOfRange(order, start, Math.min(order.length, start + random.nextInt(40)));
    }

    private static byte[] spliced(byte[] bytes, int at, int deleted, byte[] inserted) {
        return concat(Arrays.copyOf(bytes, at), inserted, Arrays.copyOfRange(bytes, at + deleted, bytes.length));
    }

    private static byte[] concat(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }
}
