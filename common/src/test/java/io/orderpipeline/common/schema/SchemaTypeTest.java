package io.orderpipeline.common.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Registries that do not name the language of a schema. */
class SchemaTypeTest {

    @ParameterizedTest
    @CsvSource({"order-v1.avsc, AVRO", "order-v1.proto, PROTOBUF", "order-v1.schema.json, JSON"})
    void should_be_found_from_the_text_of_our_schemas(String resource, WriterSchema.Type type) throws IOException {
        try (InputStream text =
                SchemaTypeTest.class.getResourceAsStream("/io/orderpipeline/common/order/" + resource)) {
            assertThat(typeOf(new String(text.readAllBytes(), UTF_8))).isEqualTo(type);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"string\"", "[\"null\",\"int\"]", "{\"type\":\"map\",\"values\":\"int\"}", "{"})
    void should_be_avro_for_what_only_avro_allows_and_for_broken_json(String text) throws IOException {
        assertThat(typeOf(text)).isEqualTo(WriterSchema.Type.AVRO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "{\"type\":\"object\"}", "{\"$ref\":\"#/a\"}"})
    void should_be_json_for_what_is_no_avro(String text) throws IOException {
        assertThat(typeOf(text)).isEqualTo(WriterSchema.Type.JSON);
    }

    @Test
    void should_be_what_the_registry_names() throws IOException {
        assertThat(RegistryJson.parse("{\"schemaType\":\"PROTOBUF\",\"schema\":\"{}\"}".getBytes(UTF_8))
                        .schemaType())
                .isEqualTo(WriterSchema.Type.PROTOBUF);
    }

    private static WriterSchema.Type typeOf(String text) throws IOException {
        String quoted = new String(JsonStringEncoder.getInstance().quoteAsString(text));
        return RegistryJson.parse(("{\"schema\":\"" + quoted + "\"}").getBytes(UTF_8))
                .schemaType();
    }
}
