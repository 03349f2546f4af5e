package io.orderpipeline.common.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.order.NotAnOrderException;
import io.orderpipeline.common.schema.SchemaId.Number;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class SchemaReferencesTest {

    private FakeRegistry fake;
    private SchemaRegistry registry;

    @BeforeEach
    void open() throws IOException {
        fake = new FakeRegistry();
        registry = fake.client();
    }

    @AfterEach
    void close() {
        registry.close();
        fake.close();
    }

    @Test
    void should_resolve_references_after_those_that_they_need() throws Exception {
        fake.answer("GET /schemas/ids/1", schema("order", reference("a"), reference("b")))
                .answer("GET /subjects/s%20a/versions/1?deleted=true", schema("text a", reference("c")))
                .answer("GET /subjects/s%20b/versions/1?deleted=true", schema("text b", reference("c")))
                .answer("GET /subjects/s%20c/versions/1?deleted=true", schema("text c"));

        WriterSchema schema = registry.schema(new Number(1)).get();

        assertThat(schema.text()).isEqualTo("order");
        assertThat(List.copyOf(schema.references().entrySet()))
                .containsExactly(Map.entry("c", "text c"), Map.entry("a", "text a"), Map.entry("b", "text b"));
        assertThat(fake.requests()).hasSize(4);
    }

    @Test
    void should_request_no_further_reference_when_all_take_too_long() {
        fake.answer("GET /schemas/ids/1", schema("order", reference("a"), reference("b")))
                .answer("GET /subjects/s%20a/versions/1?deleted=true", schema("text a"))
                .answer("GET /subjects/s%20b/versions/1?deleted=true", schema("text b"));
        RegistryConfig config = RegistryConfig.of(List.of(fake.url()));
        AtomicLong nanos = new AtomicLong();
        LongSupplier slow = () -> nanos.getAndAdd(SchemaLoader.LIMIT.toNanos() / 2);

        try (SchemaRegistry slowly = new SchemaRegistry(config, slow)) {
            assertThatThrownBy(() -> slowly.schema(new Number(1)).get())
                    .cause()
                    .isInstanceOf(RegistryException.class)
                    .hasMessage("the schema registry at " + fake.url()
                            + " did not give schema id 1 with its references within 30 s");
        }
        assertThat(fake.requestLines())
                .containsExactly("GET /schemas/ids/1", "GET /subjects/s%20a/versions/1?deleted=true");
    }

    @Test
    void should_name_a_reference_that_does_not_exist() {
        fake.answer("GET /schemas/ids/1", schema("order", reference("a")))
                .answer("GET /subjects/s%20a/versions/1?deleted=true", 404, "{\"error_code\":40402}");

        assertThatThrownBy(() -> registry.schema(new Number(1)).get())
                .cause()
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessage("the schema registry does not know version 1 of subject s a");
    }

    @Test
    void should_reject_a_schema_larger_than_the_limit() {
        fake.answer("GET /schemas/ids/1", schema("x".repeat(10 << 20)));

        assertNotAnOrder("is larger than 1 MiB");
    }

    @Test
    void should_reject_other_types() {
        fake.answer("GET /schemas/ids/1", "{\"schemaType\":\"THRIFT\",\"schema\":\"x\"}");

        assertNotAnOrder("has a type other than AVRO, PROTOBUF and JSON");
    }

    @Test
    void should_reject_references_in_a_circle() {
        fake.answer("GET /schemas/ids/1", schema("order", reference("a")))
                .answer("GET /subjects/s%20a/versions/1?deleted=true", schema("a", reference("b")))
                .answer("GET /subjects/s%20b/versions/1?deleted=true", schema("b", reference("a")));

        assertNotAnOrder("has references in a circle");
    }

    @Test
    void should_bound_the_depth_of_references() {
        fake.answer("GET /schemas/ids/1", schema("order", reference("0")));
        for (int i = 0; i < SchemaReferences.LARGEST_DEPTH; i++) {
            fake.answer("GET /subjects/s%20" + i + "/versions/1?deleted=true", schema("x", reference("" + (i + 1))));
        }

        assertNotAnOrder("has references deeper than 20");
    }

    @Test
    void should_bound_the_number_of_references() {
        String[] references = new String[SchemaReferences.MOST_REFERENCES + 1];
        Arrays.setAll(references, i -> reference("r" + i));
        fake.answer("GET /schemas/ids/1", schema("order", references));

        assertNotAnOrder("has more than 100 references");
        assertThat(fake.requests()).hasSize(1);
    }

    @Test
    void should_bound_the_number_of_references_of_references() {
        String[] references = new String[SchemaReferences.MOST_REFERENCES];
        Arrays.setAll(references, i -> reference("r" + i));
        fake.answer("GET /schemas/ids/1", schema("order", reference("a")))
                .answer("GET /subjects/s%20a/versions/1?deleted=true", schema("a", references));
        for (int i = 0; i < references.length; i++) {
            fake.answer("GET /subjects/s%20r" + i + "/versions/1?deleted=true", schema("x"));
        }

        assertNotAnOrder("has more than 100 references");
        assertThat(fake.requests()).hasSize(1 + SchemaReferences.MOST_REFERENCES);
    }

    @Test
    void should_bound_the_size_of_all_references() {
        String text = "x".repeat(SchemaReferences.MOST_CHARACTERS * 2 / 3);
        fake.answer("GET /schemas/ids/1", schema("order", reference("a"), reference("b")))
                .answer("GET /subjects/s%20a/versions/1?deleted=true", schema(text))
                .answer("GET /subjects/s%20b/versions/1?deleted=true", schema(text));

        assertNotAnOrder("has references with more than 1 MiB of text");
    }

    private void assertNotAnOrder(String reason) {
        assertThatThrownBy(() -> registry.schema(new Number(1)).get())
                .cause()
                .isInstanceOf(NotAnOrderException.class)
                .hasMessage(reason);
    }

    private static String schema(String text, String... references) {
        return "{\"schemaType\":\"PROTOBUF\",\"schema\":\"" + text + "\",\"references\":["
                + String.join(",", references) + "],\"metadata\":null,\"ruleSet\":{\"a\":[1]}}";
    }

    private static String reference(String name) {
        return "{\"name\":\"" + name + "\",\"subject\":\"s " + name + "\",\"version\":1}";
    }
}
