package io.orderpipeline.producer.generator;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.OrderWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Compares filled templates with the output of each format's writer. */
final class OrderTemplatesTest {

    /**
     * Names with what JSON escapes, with characters of several bytes, and with text that looks like the placeholders of
     * a template.
     */
    private static final Shop SHOP = new Shop(
            List.of(
                    new Shop.Product(Category.BOOKS, "Lamp", new BigDecimal("5.20")),
                    new Shop.Product(Category.TOYS, "\"00000000-0000-7000-8000-000000000000\" 日本 \\", BigDecimal.ONE),
                    new Shop.Product(
                            Category.TOOLS, "1970-01-01T00:00:00.000Z", new BigDecimal("12345678901234567.89"))),
            List.of("Ada Lovelace", "", "\"x\"\n", "Zoë 😀", "1970-01-01T00:00:00.000Z", "x".repeat(200)));

    @ParameterizedTest
    @EnumSource(ValueFormat.class)
    void should_write_the_same_bytes_as_the_writer(ValueFormat format) {
        OrderWriter writer = format.writer(123_456_789);
        OrderTemplates templates = new OrderTemplates(SHOP, writer);
        Random random = new Random(1);
        for (int i = 0; i < 5_000; i++) {
            // Often repeated, and of any length in a binary format.
            long time = random.nextBoolean() ? 0 : random.nextLong(1L << random.nextInt(48));
            OrderMaker.Draft draft = new OrderMaker.Draft(
                    OrderIds.id(time, i, random.nextLong()),
                    random.nextInt(SHOP.customers().size()),
                    random.nextInt(SHOP.products().size()),
                    1 + random.nextInt(OrderMaker.LARGEST_QUANTITY),
                    time);

            assertThat(templates.write(draft)).as("%s", draft).isEqualTo(writer.write(SHOP.order(draft)));
        }
    }
}
