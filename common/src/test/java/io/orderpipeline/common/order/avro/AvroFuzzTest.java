package io.orderpipeline.common.order.avro;

import static io.orderpipeline.common.order.avro.AvroOrders.FROM;
import static io.orderpipeline.common.order.avro.AvroOrders.field;
import static io.orderpipeline.common.order.avro.AvroOrders.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.NotAnOrderException;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.order.OrderFormat;
import io.orderpipeline.common.order.OrderViews;
import io.orderpipeline.common.schema.WriterSchema;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.RandomData;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes and schema are: no exception, and an order of the fast path is the same one on the general path. */
class AvroFuzzTest {

    private static final String NESTED =
            """
            {'type':'record','name':'Nested','fields':[
              {'name':'map','type':{'type':'map','values':['null','int','string',
                {'type':'fixed','name':'F','size':3}]}},
              {'name':'list','type':{'type':'array','items':{'type':'enum','name':'E','symbols':['A','B']}}},
              {'name':'next','type':['null','Nested']},
              {'name':'flag','type':'boolean'}, {'name':'b','type':'bytes'}, {'name':'d','type':'double'},
              {'name':'f','type':'float'}, {'name':'l','type':'long'}]}""";

    /** Parts that mean something in a schema. */
    private static final List<String> TELLING = List.of(
            "'string'",
            "'int'",
            "'null'",
            "'bytes'",
            "'Nested'",
            "'fixed'",
            "'record'",
            "'decimal'",
            "'uuid'",
            "'timestamp-nanos'",
            "[",
            "]",
            "{",
            "}",
            ",",
            ":",
            "-1",
            "0",
            "2147483647",
            "null",
            "'",
            "\\ud800",
            "'type'",
            "'name'",
            "'size'",
            "'symbols'",
            "'items'",
            "'aliases'",
            "'price'",
            "'order_id'");

    @ParameterizedTest
    @EnumSource(AvroStyle.class)
    void should_skip_random_values_of_nested_types(AvroStyle style) {
        Fuzz fuzz = new Fuzz(style, 1);
        for (int i = 0; i < 200; i++) {
            assertThat(OrderViews.agree(fuzz.format, fuzz.value(), FROM)).isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(AvroStyle.class)
    void should_agree_on_mutated_values(AvroStyle style) throws IOException {
        Fuzz fuzz = new Fuzz(style, 2);
        int read = 0;
        for (int i = 0; i < 3_000; i++) {
            byte[] value = fuzz.value();
            for (int changes = 1 + fuzz.random.nextInt(3); changes > 0; changes--) {
                value = fuzz.mutated(value);
            }
            read += OrderViews.agree(fuzz.format, value, FROM) ? 1 : 0;
            if (fuzz.format.read(value, FROM) instanceof DecodeResult.Valid valid) {
                fuzz.assertLibraryReads(value, valid.order());
            }
        }

        assertThat(read).isBetween(30, 2_900);
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4, 5})
    void should_agree_on_mutated_schemas(long seed) {
        int parsed = 0;
        for (AvroStyle style : AvroStyle.values()) {
            Fuzz fuzz = new Fuzz(style, seed);
            for (int i = 0; i < 200; i++) {
                parsed += isParsed(fuzz.mutated(fuzz.schema), fuzz.value()) ? 1 : 0;
            }
        }

        assertThat(parsed).isBetween(100, 1_900);
    }

    private static boolean isParsed(String schema, byte[] value) {
        try {
            OrderFormat format = AvroFormat.of(new WriterSchema(WriterSchema.Type.AVRO, schema, Map.of()));
            OrderViews.agree(format, value, FROM);
            return true;
        } catch (NotAnOrderException e) {
            return false;
        }
    }

    /** Values and mutations of one style, with nested additional fields before the order. */
    private static final class Fuzz {

        private final String schema;
        private final OrderFormat format;
        private final Random random;
        private final RandomOrders orders;
        private final Schema parsed;

        Fuzz(AvroStyle style, long seed) {
            schema = style.schema(field("nested", NESTED), field("more", "['null','double','Nested']"));
            format = AvroOrders.format(schema);
            random = new Random(seed);
            orders = new RandomOrders(seed);
            parsed = AvroOrders.parse(schema);
        }

        byte[] value() {
            GenericRecord order = AvroOrders.generic(parsed, RandomOrders.fields(orders.next()));
            order.put("nested", randomly("nested"));
            order.put("more", randomly("more"));
            EncoderFactory encoders = new EncoderFactory().configureBlockSize(64 + random.nextInt(1_000));
            return AvroOrders.encode(parsed, order, encoders);
        }

        /** The other fields depend on the style. */
        void assertLibraryReads(byte[] value, Order order) throws IOException {
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(value, FROM, value.length - FROM, null);
            GenericRecord record = new GenericDatumReader<GenericRecord>(parsed).read(null, decoder);
            assertThat(record.get("order_id")).hasToString(order.orderId());
            assertThat(record.get("product")).hasToString(order.product());
            assertThat(record.get("quantity")).hasToString(Integer.toString(order.quantity()));
            assertThat(decoder.isEnd()).isTrue();
        }

        private Object randomly(String name) {
            return new RandomData(parsed.getField(name).schema(), 1, random.nextLong())
                    .iterator()
                    .next();
        }

        byte[] mutated(byte[] value) {
            int at = FROM + random.nextInt(value.length - FROM);
            byte[] mutated = value.clone();
            switch (random.nextInt(4)) {
                case 0 -> mutated[at] = (byte) random.nextInt();
                case 1 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> System.arraycopy(value, FROM, mutated, at, value.length - at);
                default -> {
                    return Arrays.copyOf(value, Math.max(FROM + 1, value.length + random.nextInt(8) - 4));
                }
            }
            return mutated;
        }

        String mutated(String text) {
            int at = random.nextInt(text.length());
            int length = Math.min(random.nextInt(3) * random.nextInt(20), text.length() - at);
            String inserted = random.nextInt(3) == 0 ? "" : json(TELLING.get(random.nextInt(TELLING.size())));
            return text.substring(0, at) + inserted + text.substring(at + length);
        }
    }
}
