package io.orderpipeline.consumer.cassandra;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReplicaRequirementTest {

    @ParameterizedTest
    @CsvSource({
        "ONE, 1, 1, true",
        "TWO, 1, 3, false",
        "TWO, 2, 2, true",
        "THREE, 2, 3, false",
        "LOCAL_QUORUM, 1, 1, true",
        "LOCAL_QUORUM, 3, 2, true",
        "LOCAL_QUORUM, 3, 1, false",
        "ALL, 3, 3, true",
        "ALL, 3, 2, false",
    })
    void should_compare_the_level_with_the_possible_replicas(
            Consistency level, String replicas, int nodes, boolean met) {
        ReplicaRequirement need =
                new ReplicaRequirement(level, Map.of("class", "NTS", "here", replicas), "here", Map.of("here", nodes));

        assertThat(need.unmet().isEmpty()).isEqualTo(met);
    }

    @Test
    void should_name_level_replication_and_nodes() {
        ReplicaRequirement need = new ReplicaRequirement(
                Consistency.LOCAL_QUORUM, Map.of("class", "NTS", "here", "3"), "here", Map.of("here", 1));

        assertThat(need.unmet())
                .contains("--consistency LOCAL_QUORUM needs 2 replicas, but at most 1 are possible:"
                        + " the replication is here 3, here has 1 node");
    }

    @Test
    void should_count_local_replicas_for_local_levels_and_all_for_others() {
        Map<String, String> elsewhere = Map.of("class", "NTS", "there", "3");
        Map<String, Integer> nodes = Map.of("here", 3, "there", 3);

        assertThat(new ReplicaRequirement(Consistency.LOCAL_ONE, elsewhere, "here", nodes).unmet())
                .isPresent();
        assertThat(new ReplicaRequirement(Consistency.QUORUM, elsewhere, "here", nodes).unmet())
                .isEmpty();
    }

    @Test
    void should_support_replication_that_ignores_datacenters() {
        Map<String, String> simple = Map.of("class", "SimpleStrategy", "replication_factor", "2");

        assertThat(new ReplicaRequirement(Consistency.LOCAL_QUORUM, simple, "here", Map.of("here", 2)).unmet())
                .isEmpty();
        assertThat(new ReplicaRequirement(Consistency.THREE, simple, "here", Map.of("here", 3)).unmet())
                .isPresent();
    }
}
