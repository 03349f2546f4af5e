package io.orderpipeline.testing.benchmark.contender;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.datastax.oss.driver.api.core.ProtocolVersion;
import com.datastax.oss.driver.api.core.type.codec.TypeCodecs;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.order.OrderJsonWriter;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The limit loop is a valid reference only if it writes the same bytes as the others. */
final class OrderSlicesTest {

    private static final ByteBuffer PARTITION = ByteBuffer.allocate(4);
    private static final ProtocolVersion VERSION = ProtocolVersion.DEFAULT;

    @ParameterizedTest
    @CsvSource({
        "1, 5.20, 2026-11-22T18:00:00.001Z",
        "10, 0.00, 1970-01-01T00:00:00Z",
        "3, 1.28, 2024-02-29T23:59:59.999Z",
        "7, 12345678.99, 1999-12-31T23:59:59Z",
        "1, 327.68, 2000-03-01T00:00:00.500Z",
    })
    void should_extract_the_bytes_that_the_driver_would_encode(int quantity, BigDecimal price, Instant time) {
        BigDecimal total = price.multiply(BigDecimal.valueOf(quantity));
        Order order = new Order("0190-1", "Zoë O'Hara", "Steel Lamp", "garden", quantity, price, time, total);

        ByteBuffer[] values = OrderSlices.of(new OrderJsonWriter().write(order), PARTITION);

        assertThat(values)
                .containsExactly(
                        PARTITION,
                        TypeCodecs.TEXT.encode("0190-1", VERSION),
                        TypeCodecs.TEXT.encode("Zoë O'Hara", VERSION),
                        TypeCodecs.TEXT.encode("Steel Lamp", VERSION),
                        TypeCodecs.TEXT.encode("garden", VERSION),
                        TypeCodecs.INT.encode(quantity, VERSION),
                        TypeCodecs.DECIMAL.encode(price, VERSION),
                        TypeCodecs.TIMESTAMP.encode(time, VERSION),
                        TypeCodecs.DECIMAL.encode(total, VERSION));
    }

    @Test
    void should_reject_an_escape_sequence() {
        byte[] escaped = "{\"order_id\":\"a\\\"b\"}".getBytes(UTF_8);

        assertThatIllegalStateException().isThrownBy(() -> OrderSlices.of(escaped, PARTITION));
    }
}
