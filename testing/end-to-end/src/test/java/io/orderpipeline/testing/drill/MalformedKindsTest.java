package io.orderpipeline.testing.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class MalformedKindsTest {

    @Test
    void should_cover_more_than_thirty_different_kinds() {
        OrderFields order = OrderFields.of("same", "books", 2);
        Set<ByteBuffer> values = new HashSet<>();
        for (MalformedKinds.Kind kind : MalformedKinds.ALL) {
            byte[] value = kind.value().apply(order);
            values.add(value == null ? null : ByteBuffer.wrap(value));
        }

        assertThat(values).hasSameSizeAs(MalformedKinds.ALL);
    }
}
