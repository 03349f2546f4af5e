package io.orderpipeline.consumer.verify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.ServiceWait.NotReadyException;
import io.orderpipeline.common.cli.ServiceWait.StoppedException;
import io.orderpipeline.consumer.monitoring.GroupOffsets.Offsets;
import io.orderpipeline.consumer.verify.ConsumptionWait.Consumption;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ConsumptionWaitTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Map<Integer, Offsets> offsets = new TreeMap<>(Map.of(0, new Offsets(0, 100, 40)));
    private Duration waited = Duration.ZERO;
    private Duration timeOfRead = Duration.ZERO;
    private boolean isBrokerAway;
    private Runnable meanwhile = () -> {};

    @Test
    void should_not_wait_for_a_group_that_has_consumed_everything() throws Exception {
        offsets.put(0, new Offsets(0, 100, 100));

        assertThat(await(LIMIT)).isEqualTo(offsets);
        assertThat(waited).isZero();
    }

    @Test
    void should_wait_for_the_records_of_the_start_and_not_for_later_ones() throws Exception {
        meanwhile = () -> add(0, 50, 30);

        Map<Integer, Offsets> verified = await(LIMIT);

        assertThat(offsets.get(0).lag()).as("a producer continues").isPositive();
        assertThat(verified).isEqualTo(Map.of(0, new Offsets(0, 100, 100)));
    }

    @Test
    void should_wait_for_every_partition() throws Exception {
        offsets.put(1, new Offsets(0, 10, 4));
        meanwhile = () -> {
            add(0, 0, 60);
            add(1, 0, 1);
        };

        assertThat(await(LIMIT)).isEqualTo(Map.of(0, new Offsets(0, 100, 100), 1, new Offsets(0, 10, 10)));
    }

    @Test
    void should_give_up_when_the_group_commits_nothing() throws Exception {
        assertThat(await(LIMIT)).isEqualTo(offsets);
        assertThat(waited).isBetween(Duration.ofSeconds(10), Duration.ofSeconds(11));
    }

    @Test
    void should_give_up_sooner_when_a_group_that_has_committed_goes_on_no_longer() throws Exception {
        meanwhile = () -> offsets.put(0, new Offsets(0, 100, 60));

        assertThat(await(LIMIT).get(0).committed()).isEqualTo(60);
        assertThat(waited).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void should_not_take_slow_reads_for_a_group_that_commits_nothing() throws Exception {
        timeOfRead = Duration.ofSeconds(4);
        meanwhile = () -> {
            if (waited.compareTo(Duration.ofSeconds(30)) > 0) {
                offsets.put(0, new Offsets(0, 100, 100));
            }
        };

        assertThat(await(LIMIT).get(0).committed()).isEqualTo(100);
    }

    @Test
    void should_end_at_the_limit_while_the_broker_does_not_answer() throws Exception {
        isBrokerAway = true;
        timeOfRead = Duration.ofSeconds(2);

        assertThat(await(LIMIT)).isEqualTo(offsets);
        assertThat(waited).isBetween(LIMIT, LIMIT.plusSeconds(3));
    }

    @Test
    void should_end_at_the_limit_with_what_was_committed_by_then() throws Exception {
        meanwhile = () -> add(0, 0, 1);

        assertThat(await(Duration.ofSeconds(10)).get(0).committed()).isEqualTo(60);
        assertThat(await(Duration.ZERO).get(0).committed()).isEqualTo(60);
    }

    @Test
    void should_see_what_retention_deletes_meanwhile_and_keep_what_was_hidden() throws Exception {
        offsets.put(0, new Offsets(0, 100, 40, 7));
        meanwhile = () -> offsets.put(0, new Offsets(20, 300, 250));

        assertThat(await(LIMIT)).isEqualTo(Map.of(0, new Offsets(20, 100, 100, 7)));
    }

    @Test
    void should_count_what_retention_deleted_before_the_group_passed_it() throws Exception {
        Iterator<Offsets> samples = List.of(
                        new Offsets(50, 100, 60),
                        new Offsets(70, 100, 60),
                        new Offsets(70, 100, 80),
                        new Offsets(300, 400, 400))
                .iterator();
        meanwhile = () -> offsets.put(0, samples.next());

        assertThat(consumption(LIMIT).lost()).as("40 to 49, 60 to 69, 80 to 99").isEqualTo(Map.of(0, 40L));
    }

    @Test
    void should_not_count_as_passed_what_the_group_is_still_before() throws Exception {
        meanwhile = () -> offsets.put(0, new Offsets(50, 100, 40));

        assertThat(consumption(LIMIT)).isEqualTo(new Consumption(offsets, Map.of()));
    }

    @Test
    void should_end_when_a_stop_is_requested() {
        meanwhile = () -> {
            throw new StoppedException("the end of the wait");
        };

        assertThatThrownBy(() -> await(LIMIT)).isInstanceOf(StoppedException.class);
    }

    private void add(int partition, long produced, long consumed) {
        offsets.computeIfPresent(
                partition,
                (same, before) -> new Offsets(
                        before.beginning(),
                        before.end() + produced,
                        Math.min(before.end() + produced, before.committed() + consumed)));
    }

    private Map<Integer, Offsets> await(Duration limit) throws InterruptedException {
        return consumption(limit).offsets();
    }

    private Consumption consumption(Duration limit) throws InterruptedException {
        ConsumptionWait.Pause pause = time -> {
            waited = waited.plus(time);
            meanwhile.run();
        };
        return new ConsumptionWait(this::read, pause, () -> waited.toNanos()).await(new TreeMap<>(offsets), limit);
    }

    private Map<Integer, Offsets> read() throws NotReadyException {
        waited = waited.plus(timeOfRead);
        if (isBrokerAway) {
            throw new NotReadyException("no answer");
        }
        return new TreeMap<>(offsets);
    }
}
