package io.orderpipeline.consumer.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class BrokerFeaturesTest {

    private static final BrokerFeatures CURRENT = new BrokerFeatures(true, true);
    private static final BrokerFeatures KAFKA_3 = new BrokerFeatures(true, false);
    private static final BrokerFeatures KAFKA_2_4 = new BrokerFeatures(false, false);
    private static final Map<String, Object> CONSUMER_PROTOCOL = Map.of("group.protocol", "Consumer");

    @Test
    void should_accept_brokers_that_have_what_is_configured() {
        assertThat(CURRENT.missing(CONSUMER_PROTOCOL)).isEmpty();
        assertThat(KAFKA_3.missing(Map.of())).isEmpty();
        assertThat(KAFKA_3.missing(Map.of("group.protocol", "classic"))).isEmpty();
    }

    @Test
    void should_name_the_setting_that_the_brokers_cannot_serve() {
        assertThat(KAFKA_3.missing(CONSUMER_PROTOCOL)).hasValueSatisfying(missing -> assertThat(missing)
                .contains("group.protocol=consumer", "Kafka 4.0", "set group.protocol=classic"));
    }

    @Test
    void should_reject_brokers_without_the_transactions_of_dead_letters() {
        assertThat(KAFKA_2_4.missing(Map.of()))
                .hasValueSatisfying(missing -> assertThat(missing).contains("older than Kafka 2.5", "upgrade"));
    }
}
