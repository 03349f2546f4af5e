package io.orderpipeline.common.kafka;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.cli.UserError;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientFactoryTest {

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "interceptor.classes, no.such.Interceptor",
        "metric.reporters, no.such.Reporter",
        "security.protocol, NONE",
        "sasl.jaas.config, nonsense",
        "ssl.keystore.location, /no/such/file",
        "bootstrap.servers, no.such.host.invalid:9092",
        "receive.buffer.bytes, many",
    })
    void should_report_settings_that_a_client_rejects_in_one_line(String name, String value) {
        Map<String, Object> settings = new HashMap<>(Map.of("bootstrap.servers", "127.0.0.1:1"));
        if (name.startsWith("ssl")) {
            settings.put("security.protocol", "SSL");
        }
        if (name.startsWith("sasl")) {
            settings.put("security.protocol", "SASL_PLAINTEXT");
        }
        settings.put(name, value);

        for (Runnable client : clients(settings, name)) {
            assertThatThrownBy(client::run)
                    .isInstanceOf(UserError.class)
                    .hasMessageContaining("--")
                    .hasMessageNotContaining("\n");
        }
    }

    private static Runnable[] clients(Map<String, Object> settings, String name) {
        Runnable consumer = () -> ClientFactory.createNow(
                settings,
                () -> new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()));
        Runnable producer = () -> ClientFactory.createNow(
                settings, () -> new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
        Runnable admin = () -> ClientFactory.createNow(settings, () -> Admin.create(settings));
        return name.startsWith("interceptor")
                ? new Runnable[] {consumer, producer}
                : new Runnable[] {consumer, producer, admin};
    }

    @Test
    void should_wait_for_a_host_that_is_unknown_yet() {
        Map<String, Object> settings = Map.of("bootstrap.servers", "no.such.host.invalid:9092");

        assertThatThrownBy(() -> ClientFactory.create(settings, () -> Admin.create(settings)))
                .isInstanceOf(NotReadyException.class)
                .hasMessageContaining("unknown host");
    }

    @ParameterizedTest(name = "{0}={1}")
    @CsvSource({
        "metric.reporters, no.such.Reporter",
        "sasl.login.callback.handler.class, no.such.Handler",
        "sasl.client.callback.handler.class, no.such.ClientHandler",
        "sasl.jaas.config, no.such.LoginModule required;",
        "ssl.engine.factory.class, no.such.Factory",
    })
    void should_name_a_class_that_is_missing_and_how_to_add_it(String name, String value) {
        Map<String, Object> settings = new HashMap<>(Map.of(
                "bootstrap.servers",
                "127.0.0.1:1",
                "security.protocol",
                name.startsWith("ssl") ? "SSL" : "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                "org.apache.kafka.common.security.plain.PlainLoginModule required username=a password=b;"));
        settings.put(name, value);

        assertThatThrownBy(() -> ClientFactory.create(settings, () -> Admin.create(settings)))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("cannot load a class of its settings: " + value.split(" ")[0])
                .hasMessageContaining("extra/*");
    }
}
