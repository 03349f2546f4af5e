package io.orderpipeline.consumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class ConsumerClientSettingsTest {

    @Test
    void should_give_each_thread_an_instance_id_and_a_client_id_of_its_own() {
        Map<String, Object> fromUser = Map.of("group.instance.id", "app", "client.id", "mine", "client.rack", "a");

        assertThat(of(fromUser, 1))
                .containsEntry("group.instance.id", "app-1")
                .containsEntry("client.id", "1-mine")
                .containsEntry("client.rack", "a");
        assertThat(of(fromUser, 2)).containsEntry("group.instance.id", "app-2").containsEntry("client.id", "2-mine");
    }

    @Test
    void should_set_no_instance_id_by_default() {
        assertThat(of(Map.of(), 1)).doesNotContainKey("group.instance.id").containsEntry("client.id", "1-group");
    }

    private static Map<String, Object> of(Map<String, Object> fromUser, int thread) {
        return ConsumerClientSettings.of(fromUser, "group", thread, 500, 1024);
    }
}
