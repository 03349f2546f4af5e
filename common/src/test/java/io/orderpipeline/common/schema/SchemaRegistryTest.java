package io.orderpipeline.common.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.schema.SchemaId.Guid;
import io.orderpipeline.common.schema.SchemaId.Number;
import io.orderpipeline.common.schema.WriterSchema.Type;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class SchemaRegistryTest {

    private static final UUID GUID = UUID.fromString("89791762-2336-486f-9674-174a8d2aeb61");
    private static final WriterSchema PROTO = new WriterSchema(Type.PROTOBUF, "message \"Order\" {}", Map.of());
    private static final WriterSchema AVRO = new WriterSchema(Type.AVRO, "\"string\"", Map.of());

    private static final String SCHEMA = "{\"schema\":\"x\"}";

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
    void should_get_a_schema_by_its_id() throws Exception {
        fake.answer("GET /schemas/ids/7", "{\"schema\":\"\\\"string\\\"\"}");

        assertThat(registry.schema(new Number(7)).get()).isEqualTo(AVRO);
    }

    @Test
    void should_get_a_schema_by_its_guid() throws Exception {
        fake.answer("GET /schemas/guids/" + GUID, "{\"guid\":\"x\",\"schemaType\":\"JSON\",\"schema\":\"{}\"}");

        assertThat(registry.schema(new Guid(GUID)).get()).isEqualTo(new WriterSchema(Type.JSON, "{}", Map.of()));
    }

    @Test
    void should_report_an_unknown_schema_only_when_the_registry_says_so() {
        assertThatThrownBy(() -> registry.schema(new Number(7)).get())
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessage("the schema registry does not know schema id 7");
    }

    @Test
    void should_know_no_guid_of_a_registry_that_has_no_lookup_by_guid() {
        fake.answer("GET /schemas/guids/" + GUID, 404, "{\"error_code\":0,\"message\":\"no resource\"}")
                .answer("GET /schemas/types", "[]");

        assertThatThrownBy(() -> registry.schema(new Guid(GUID)).get())
                .cause()
                .isInstanceOfSatisfying(UnknownSchemaException.class, unknown -> assertThat(unknown.isCertain())
                        .as("a proxy may have answered")
                        .isFalse())
                .hasMessage("the schema registry does not know schema " + GUID + ", for it has no lookup by GUID");
    }

    @Test
    void should_not_blame_a_guid_for_a_server_that_is_no_registry() {
        fake.answer("GET /schemas/guids/" + GUID, 404, "").answer("GET /schemas/types", 404, "");

        assertThatThrownBy(() -> registry.schema(new Guid(GUID)).get())
                .cause()
                .isInstanceOf(RegistryException.class)
                .hasMessageContaining(" has no /schemas/types (404)");
    }

    @Test
    void should_request_no_negative_id() {
        assertThatThrownBy(() -> registry.schema(new Number(-7)).get())
                .cause()
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessage("the schema registry does not know schema id -7");
        assertThat(fake.requests()).isEmpty();
    }

    @Test
    void should_register_a_schema() throws Exception {
        fake.answer("POST /subjects/orders%2Fx-value/versions", "{\"id\":12,\"version\":1}");

        assertThat(registry.register("orders/x-value", PROTO)).isEqualTo(12);
        FakeRegistry.Request request = fake.requests().get(0);
        assertThat(request.contentType()).isEqualTo("application/vnd.schemaregistry.v1+json");
        assertThat(request.body()).isEqualTo("{\"schemaType\":\"PROTOBUF\",\"schema\":\"message \\\"Order\\\" {}\"}");
    }

    @Test
    void should_register_avro_without_a_type_for_old_registries() throws Exception {
        fake.answer("POST /subjects/orders-value/versions", "{\"id\":1}");

        registry.register("orders-value", AVRO);

        assertThat(fake.requests().get(0).body()).isEqualTo("{\"schema\":\"\\\"string\\\"\"}");
    }

    @Test
    void should_reject_an_incompatible_schema_in_one_line() {
        fake.answer(
                "POST /subjects/orders-value/versions",
                409,
                "{\"error_code\":409,\"message\":\"Schema being registered is\\nincompatible\\u001b[31m\"}");

        assertThatThrownBy(() -> registry.register("orders-value", AVRO))
                .isInstanceOf(UserError.class)
                .hasMessage(
                        "our schema is not compatible with the schema of subject orders-value in the schema registry"
                                + " at " + fake.url()
                                + " (409: Schema being registered is incompatible?[31m); use another"
                                + " --topic, or change the compatibility level of the subject");
    }

    @Test
    void should_shorten_a_long_message() {
        fake.answer(
                "POST /subjects/orders-value/versions",
                422,
                "{\"error_code\":42201,\"message\":\"" + "x".repeat(10_000) + "\"}");

        assertThatThrownBy(() -> registry.register("orders-value", AVRO))
                .isInstanceOf(UserError.class)
                .hasMessage("our schema is refused for subject orders-value in the schema registry at " + fake.url()
                        + " (422: " + "x".repeat(300) + "...); check that the registry supports this format");
    }

    @Test
    void should_find_a_registered_schema() throws Exception {
        fake.answer("POST /subjects/orders-value", "{\"subject\":\"orders-value\",\"version\":2,\"id\":5}");

        assertThat(registry.find("orders-value", AVRO)).isEqualTo(5);
    }

    @Test
    void should_report_a_schema_that_is_not_registered() {
        assertThatThrownBy(() -> registry.find("orders-value", AVRO))
                .isInstanceOf(UserError.class)
                .hasMessage("our schema is not registered for subject orders-value in the schema registry at "
                        + fake.url() + " (404: none); register it, or omit --no-register");
    }

    @Test
    void should_list_versions() throws Exception {
        fake.answer("GET /subjects/orders-value/versions", "[1,2,10]");

        assertThat(registry.versions("orders-value")).containsExactly(1, 2, 10);
        assertThat(registry.versions("other")).isEmpty();
    }

    @Test
    void should_get_a_version() throws Exception {
        fake.answer("GET /subjects/orders-value/versions/2", "{\"id\":1,\"schema\":\"\\\"string\\\"\"}");

        assertThat(registry.version("orders-value", 2)).isEqualTo(AVRO);
        assertThatThrownBy(() -> registry.version("orders-value", 3))
                .isInstanceOf(UnknownSchemaException.class)
                .hasMessage("the schema registry does not know version 3 of subject orders-value");
    }

    @Test
    void should_get_the_compatibility_of_subject_or_registry() throws Exception {
        fake.answer("GET /config/orders-value?defaultToGlobal=true", "{\"compatibilityLevel\":\"FULL\"}")
                .answer("GET /config", "{\"compatibilityLevel\":\"BACKWARD\"}");

        assertThat(registry.compatibility("orders-value")).isEqualTo("FULL");
        assertThat(registry.compatibility("other")).isEqualTo("BACKWARD");
    }

    @Test
    void should_accept_a_registry_at_start() throws Exception {
        fake.answer("GET /schemas/types", "[\"JSON\",\"PROTOBUF\",\"AVRO\"]");

        registry.check();
    }

    @Test
    void should_use_another_server_while_the_first_does_not_respond() throws Exception {
        try (FakeRegistry first = new FakeRegistry()) {
            first.answer("GET /schemas/ids/7", 502, "");
            fake.answer("GET /schemas/ids/7", SCHEMA);
            try (SchemaRegistry both = new SchemaRegistry(RegistryConfig.of(List.of(first.url(), fake.url())))) {
                both.schema(new Number(7)).get();
                both.schema(new Number(7)).get();
            }
            assertThat(first.requests())
                    .as("the second request goes to the server that works")
                    .hasSize(1);
            assertThat(fake.requests()).hasSize(2);
        }
    }

    @Test
    void should_send_credentials_to_every_server() throws Exception {
        fake.answer("GET /schemas/ids/7", SCHEMA);
        RegistryConfig config = new RegistryConfig(
                List.of(URI.create("http://localhost:1"), fake.url()),
                Optional.of("Bearer abc"),
                Optional.empty(),
                RegistryConfig.CONNECT_TIMEOUT,
                RegistryConfig.READ_TIMEOUT);
        try (SchemaRegistry secured = new SchemaRegistry(config)) {
            secured.schema(new Number(7)).get();
        }

        assertThat(fake.requests().get(0).authorization()).isEqualTo("Bearer abc");
    }
}
