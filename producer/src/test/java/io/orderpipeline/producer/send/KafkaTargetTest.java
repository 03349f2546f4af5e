package io.orderpipeline.producer.send;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.orderpipeline.common.cli.UserError;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KafkaTargetTest {

    @Test
    void should_prefer_the_file_to_defaults() {
        Map<String, Object> settings =
                target(Map.of("linger.ms", "50", "compression.type", "zstd")).producerSettings();

        assertThat(settings)
                .contains(entry("linger.ms", "50"), entry("compression.type", "zstd"))
                .contains(entry("enable.metrics.push", false));
    }

    @Test
    void should_keep_the_guarantees_and_report_overridden_settings() {
        KafkaTarget target =
                target(Map.of("acks", "1", "enable.idempotence", "false", "transactional.id", "t", "linger.ms", "5"));

        assertThat(target.producerSettings())
                .contains(entry("acks", "all"), entry("enable.idempotence", "true"))
                .doesNotContainKey("transactional.id");
        assertThat(target.overruledSettings())
                .hasSize(3)
                .anyMatch(line -> line.startsWith("--kafka-config: acks stays all"))
                .anyMatch(line -> line.startsWith("--kafka-config: enable.idempotence stays true"))
                .anyMatch(line -> line.startsWith("--kafka-config: transactional.id stays unset"));
    }

    @Test
    void should_not_report_settings_that_agree() {
        assertThat(target(Map.of("acks", "-1", "enable.idempotence", "true")).overruledSettings())
                .isEmpty();
        assertThat(target(Map.of()).overruledSettings()).isEmpty();
    }

    @Test
    void should_take_the_brokers_from_option_then_file_then_default() {
        Map<String, Object> file = Map.of("bootstrap.servers", "file:1");

        assertThat(target(Optional.of("option:1"), file).bootstrapServers()).isEqualTo("option:1");
        assertThat(target(Optional.empty(), file).bootstrapServers()).isEqualTo("file:1");
        assertThat(target(Optional.empty(), Map.of()).bootstrapServers()).isEqualTo("localhost:9092");
        assertThat(target(Optional.of("option:1"), file).adminSettings())
                .contains(entry("bootstrap.servers", "option:1"));
    }

    @ParameterizedTest
    @CsvSource({
        "or ders, 3, 1, --topic:",
        "orders, 0, 1, --partitions: 0",
        "orders, 3, 0, --replication-factor: 0",
        "orders, 3, 32768, --replication-factor: 32768"
    })
    void should_refuse_a_topic_that_no_broker_would_create(
            String topic, int partitions, int replicationFactor, String message) {
        assertThatThrownBy(() -> new KafkaTarget(
                        Optional.empty(), topic, partitions, replicationFactor, Map.of(), Duration.ZERO))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void should_accept_the_largest_replication_factor() {
        assertThatCode(() -> new KafkaTarget(Optional.empty(), "orders", 1, 32_767, Map.of(), Duration.ZERO))
                .doesNotThrowAnyException();
    }

    @Test
    void should_name_the_broker_by_its_address() {
        assertThat(target(Optional.of("option:1"), Map.of()).broker()).isEqualTo("the broker at option:1");
    }

    private static KafkaTarget target(Map<String, Object> file) {
        return target(Optional.empty(), file);
    }

    private static KafkaTarget target(Optional<String> bootstrapOption, Map<String, Object> file) {
        return new KafkaTarget(bootstrapOption, "orders", 3, 1, file, Duration.ZERO);
    }
}
