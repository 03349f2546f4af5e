package io.orderpipeline.common.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

class SchemaIdTest {

    private static final UUID GUID = new UUID(1, 2);
    private static final byte[] VALUE = {'v', 'a', 'l'};

    @Test
    void should_be_read_from_the_value() {
        byte[] value = {0, 0, 0, 1, 2, 'v'};

        assertThat(SchemaId.of(new RecordHeaders(), value)).contains(new SchemaId.Number(258));
        assertThat(SchemaId.data(new RecordHeaders(), value)).isSameAs(value);
        assertThat(SchemaId.dataStart(new RecordHeaders())).isEqualTo(5);
        assertThat(SchemaId.of(new RecordHeaders(), new byte[] {0, 0, 0, 1})).isEmpty();
        assertThat(SchemaId.of(new RecordHeaders(), new byte[] {'{', 0, 0, 0, 1}))
                .isEmpty();
    }

    @Test
    void should_be_read_from_a_header() {
        Headers guid = header(1, GUID.getMostSignificantBits(), GUID.getLeastSignificantBits(), new byte[0]);
        Headers number = new RecordHeaders().add(SchemaId.HEADER, new byte[] {0, 0, 0, 0, 7});

        assertThat(SchemaId.of(guid, VALUE)).contains(new SchemaId.Guid(GUID));
        assertThat(SchemaId.of(number, VALUE)).contains(new SchemaId.Number(7));
        assertThat(SchemaId.data(guid, VALUE)).isEqualTo(VALUE);
        assertThat(SchemaId.dataStart(guid)).isZero();
    }

    @Test
    void should_put_the_message_indexes_of_a_header_before_the_data() {
        Headers headers = header(1, GUID.getMostSignificantBits(), GUID.getLeastSignificantBits(), new byte[] {2, 4});

        assertThat(SchemaId.of(headers, VALUE)).contains(new SchemaId.Guid(GUID));
        assertThat(SchemaId.data(headers, VALUE)).containsExactly(2, 4, 'v', 'a', 'l');
    }

    @Test
    void should_be_absent_when_the_header_is_of_another_form() {
        for (byte[] header : new byte[][] {null, {}, {1}, {2, 0, 0, 0, 7}, {1, 0, 0, 0, 7}}) {
            assertThat(SchemaId.of(new RecordHeaders().add(SchemaId.HEADER, header), VALUE))
                    .isEmpty();
        }
    }

    private static Headers header(int prefix, long high, long low, byte[] indexes) {
        byte[] id = ByteBuffer.allocate(17 + indexes.length)
                .put((byte) prefix)
                .putLong(high)
                .putLong(low)
                .put(indexes)
                .array();
        return new RecordHeaders().add(SchemaId.HEADER, id);
    }
}
