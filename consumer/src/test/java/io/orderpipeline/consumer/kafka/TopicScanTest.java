package io.orderpipeline.consumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.UserError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicScanTest {

    private static final long SECOND = 1_000_000_000;

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final AtomicLong nanoTime = new AtomicLong();
    private boolean stop;
    private final TopicScan scan =
            new TopicScan(consumer, "orders", 2, () -> stop, () -> nanoTime.addAndGet(4 * SECOND));

    @Test
    void should_read_every_partition_to_the_end() {
        FakeTopic.offer(consumer, "orders", 2, List.of(record(0, 0), record(0, 1), record(1, 0)));

        assertThat(places(scan.fromBeginning())).containsExactlyInAnyOrder("0@0", "0@1", "1@0");
        assertThat(scan.isStopped()).isFalse();
    }

    @Test
    void should_not_see_what_is_written_meanwhile() {
        FakeTopic.offer(consumer, "orders", 2, List.of(record(0, 0)));
        scan.fromBeginning();
        consumer.addRecord(record(0, 1));

        assertThat(places(scan)).containsExactly("0@0");
    }

    @Test
    void should_read_only_the_last_when_asked_to() {
        FakeTopic.offer(consumer, "orders", 2, List.of(record(0, 0), record(0, 1), record(0, 2), record(1, 0)));

        assertThat(places(scan.last(2))).containsExactlyInAnyOrder("0@1", "0@2", "1@0");
    }

    @Test
    void should_bring_nothing_from_an_empty_topic() {
        FakeTopic.offer(consumer, "orders", 2, List.of());

        assertThat(scan.fromBeginning().next()).isEmpty();
    }

    @Test
    void should_end_early_when_stopped_and_say_so() {
        FakeTopic.offer(consumer, "orders", 2, List.of(record(0, 0)));
        scan.fromBeginning();
        stop = true;

        assertThat(scan.next()).isEmpty();
        assertThat(scan.isStopped()).isTrue();
    }

    @Test
    void should_not_wait_for_ever_for_a_broker_that_is_gone() {
        FakeTopic.offer(consumer, "orders", 2, List.of());
        consumer.updateEndOffsets(Map.of(new TopicPartition("orders", 0), 5L));
        scan.fromBeginning();

        assertThatThrownBy(scan::next).isInstanceOf(UserError.class).hasMessageContaining("orders");
    }

    private static List<String> places(TopicScan scan) {
        List<String> places = new ArrayList<>();
        for (var batch = scan.next(); !batch.isEmpty(); batch = scan.next()) {
            batch.forEach(record -> places.add(record.partition() + "@" + record.offset()));
        }
        return places;
    }

    private static ConsumerRecord<byte[], byte[]> record(int partition, long offset) {
        return new ConsumerRecord<>("orders", partition, offset, new byte[] {1}, new byte[] {2});
    }
}
