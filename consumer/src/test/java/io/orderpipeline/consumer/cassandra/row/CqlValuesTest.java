package io.orderpipeline.consumer.cassandra.row;

import static org.assertj.core.api.Assertions.assertThat;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.type.codec.TypeCodecs;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Compares each value with that of the driver's codec. */
class CqlValuesTest {

    private static final ProtocolVersion VERSION = ProtocolVersion.V5;

    @ParameterizedTest
    @ValueSource(strings = {"", "plain", "Zoë", "日本", "😀", "\u0000\u007f\u0080\u07ff\u0800\uffff"})
    void should_write_texts(String value) {
        assertThat(CqlValues.text(value)).isEqualTo(TypeCodecs.TEXT.encode(value, VERSION));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, -1, Integer.MAX_VALUE, Integer.MIN_VALUE})
    void should_write_integers(int value) {
        assertThat(CqlValues.integer(value)).isEqualTo(TypeCodecs.INT.encodePrimitive(value, VERSION));
        assertThat(CqlValues.bigint(value)).isEqualTo(TypeCodecs.BIGINT.encodePrimitive(value, VERSION));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1970-01-01T00:00:00Z",
                "0001-01-01T00:00:00Z",
                "9999-12-31T23:59:59.999Z",
                "2026-11-22T18:00:00Z"
            })
    void should_write_times(Instant value) {
        assertThat(CqlValues.timestamp(value)).isEqualTo(TypeCodecs.TIMESTAMP.encode(value, VERSION));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0.00",
                "5.20",
                "-5.20",
                "127",
                "128",
                "1E+30",
                "1E-18",
                "12345678901234567.89",
                "99999999999999999999999999999999999999999999999999"
            })
    void should_write_decimals_with_their_scale(BigDecimal value) {
        assertThat(CqlValues.decimal(value)).isEqualTo(TypeCodecs.DECIMAL.encode(value, VERSION));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "0.00",
                "1.27",
                "1.28",
                "5.20",
                "327.67",
                "327.68",
                "92233720368547758.07",
                "9E-17",
                "15E+1",
                "99999"
            })
    void should_write_the_same_decimals_from_their_parts(BigDecimal value) {
        long unscaled = value.unscaledValue().longValueExact();

        assertThat(CqlValues.decimal(unscaled, value.scale())).isEqualTo(CqlValues.decimal(value));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "5.20", "-5.20", "1.27", "1.28", "-1.28", "-1.29", "12345678901234567.89"})
    void should_remove_the_sign_bytes_that_a_decimal_does_not_need(BigDecimal value) {
        ByteBuffer shortest = CqlValues.decimal(value);
        byte sign = (byte) (value.signum() < 0 ? -1 : 0);
        ByteBuffer longer = ByteBuffer.allocate(1 + shortest.remaining() + 2)
                .position(1)
                .putInt(value.scale())
                .put(sign)
                .put(sign)
                .put(shortest.slice(Integer.BYTES, shortest.remaining() - Integer.BYTES))
                .flip()
                .position(1);

        assertThat(CqlValues.shortestDecimal(shortest)).isEqualTo(shortest);
        assertThat(CqlValues.shortestDecimal(longer)).isEqualTo(shortest);
    }

    @Test
    void should_read_an_empty_number_like_one_that_is_not_set() {
        assertThat(CqlValues.number(ByteBuffer.allocate(0))).isNull();
        assertThat(CqlValues.shortestDecimal(ByteBuffer.allocate(0))).isNull();
        assertThat(CqlValues.number(null)).isNull();
        assertThat(CqlValues.shortestDecimal(null)).isNull();
    }
}
