package io.orderpipeline.producer.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.producer.generator.Category;
import io.orderpipeline.producer.generator.RecordKind;
import io.orderpipeline.producer.send.BrokerReadiness;
import io.orderpipeline.producer.send.ManualClock;
import io.orderpipeline.producer.send.PaceSettings;
import io.orderpipeline.producer.send.Pacer;
import io.orderpipeline.producer.send.SendStatistics;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

final class SendMeterTest {

    private final ManualClock clock = new ManualClock();
    private final SendStatistics statistics = new SendStatistics(3);

    @Test
    void should_tell_totals_and_the_rate_since_the_look_before() {
        Pacer pacer = new Pacer(
                new PaceSettings(10, OptionalLong.empty(), Optional.empty()), clock.getAsLong(), clock, clock);
        BrokerReadiness readiness = new BrokerReadiness(statistics, clock);
        SendMeter meter = new SendMeter(statistics, pacer, readiness, clock);
        acknowledge(3_000);
        statistics.made(RecordKind.ORDER);
        pacer.intendedTime(5);
        clock.pass(2_000_000_000);
        assertThat(StatusLines.line(meter.look()))
                .isEqualTo("   2 s  acknowledged 3,000  1,500/s  in flight 1  failed 0  behind 1,500 ms");

        acknowledge(100);
        pacer.intendedTime(40);
        clock.pass(1_000_000_000);
        SendSnapshot second = meter.look();
        assertThat(StatusLines.line(second))
                .isEqualTo("   3 s  acknowledged 3,100  100/s  in flight 1  failed 0  behind 0 ms");
        assertThat(second.recent()).containsExactly(1_500.0, 100.0);
        assertThat(second.overTenSeconds()).isEqualTo(800);
        assertThat(second.byCategory()).containsEntry(Category.TOYS, 3_100L);
    }

    private void acknowledge(int count) {
        for (int offset = 0; offset < count; offset++) {
            statistics.made(RecordKind.ORDER);
            statistics.acknowledged(RecordKind.ORDER, Category.TOYS, 0, offset, 1);
        }
    }
}
