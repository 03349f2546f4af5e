package io.orderpipeline.consumer.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.Test;

class DeadLetterWritersTest {

    /** Asks nothing. */
    private static final Admin NONE = null;

    private final DeadLetterWriters writers = new DeadLetterWriters(NONE, "orders.dead", "mine");

    @Test
    void should_name_the_other_groups_of_the_topic() {
        assertThat(writers.warning(List.of(id("other", 1), id("mine", 1), id("a-b-1", 12), id("other", 2))))
                .hasValueSatisfying(warning -> assertThat(warning)
                        .startsWith("Group a-b-1, other has lately written dead letters to orders.dead")
                        .contains("--dead-letter-topic"));
    }

    @Test
    void should_be_silent_about_its_own_group_and_other_programs() {
        assertThat(writers.warning(List.of(id("mine", 1), "orders.dead.replay", "mine-2", "")))
                .isEmpty();
    }

    private static String id(String group, int thread) {
        return group + "-" + new UUID(thread, 7) + "-" + thread;
    }
}
