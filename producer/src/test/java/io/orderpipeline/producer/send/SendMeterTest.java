package io.orderpipeline.producer.send;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.producer.generator.Category;
import io.orderpipeline.producer.generator.RecordKind;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class SendMeterTest {

    private final ManualClock clock = new ManualClock();
    private final SendStatistics statistics = new SendStatistics(3);

    @Test
    void should_give_totals_and_the_rate_since_the_previous_sample() {
        Pacer pacer = new Pacer(
                new PaceSettings(10, OptionalLong.empty(), Optional.empty()), clock.getAsLong(), clock, clock);
        BrokerReadiness readiness = new BrokerReadiness(statistics, clock);
        SendMeter meter = new SendMeter(statistics, pacer, readiness, clock);
        acknowledge(3_000);
        statistics.made(RecordKind.ORDER);
        pacer.intendedTime(5);
        clock.pass(2_000_000_000);
        assertSnapshot(meter.sample(), 2, 3_000, 1_500, 1_500);

        acknowledge(100);
        pacer.intendedTime(40);
        clock.pass(1_000_000_000);
        SendSnapshot second = meter.sample();
        assertSnapshot(second, 3, 3_100, 100, 0);
        assertThat(second.recent()).containsExactly(1_500.0, 100.0);
        assertThat(second.overTenSeconds()).isEqualTo(800);
        assertThat(second.mean()).isEqualTo(3_100 / 3.0);
        assertThat(second.byPartition()).containsEntry(0, 3_100L).containsEntry(2, 0L);
        assertThat(second.byCategory()).containsEntry(Category.TOYS, 3_100L);
    }

    private static void assertSnapshot(
            SendSnapshot snapshot, long seconds, long acknowledged, double perSecond, long lagMillis) {
        assertThat(snapshot.elapsed()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(snapshot.acknowledged()).isEqualTo(acknowledged);
        assertThat(snapshot.perSecond()).isEqualTo(perSecond);
        assertThat(snapshot.inFlight()).isEqualTo(1);
        assertThat(snapshot.failed()).isZero();
        assertThat(snapshot.scheduleLag()).isEqualTo(Duration.ofMillis(lagMillis));
    }

    private void acknowledge(int count) {
        for (int offset = 0; offset < count; offset++) {
            statistics.made(RecordKind.ORDER);
            statistics.acknowledged(RecordKind.ORDER, Category.TOYS, 0, offset, 1);
        }
    }
}
