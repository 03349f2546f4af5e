package io.orderpipeline.consumer.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.UserError;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class TopicScanTest {

    private static final long SECOND = 1_000_000_000;
    private static final TopicPartition P0 = new TopicPartition("orders", 0);

    private final MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
    private final AtomicLong nanoTime = new AtomicLong();
    private boolean stop;
    private final TopicScan scan =
            new TopicScan(consumer, Duration.ofSeconds(10), () -> stop, () -> nanoTime.addAndGet(4 * SECOND));

    @Test
    void should_read_every_partition_to_the_end() {
        List<ConsumerRecord<byte[], byte[]>> records = List.of(record(0, 0), record(0, 1), record(1, 0));
        FakeTopic.setOffsets(consumer, "orders", 2, records);
        scan.fromBeginning("orders", 2);
        records.forEach(consumer::addRecord);

        assertThat(positions(scan)).containsExactlyInAnyOrder("0@0", "0@1", "1@0");
        assertThat(scan.isStopped()).isFalse();
    }

    @Test
    void should_not_read_records_that_are_written_meanwhile() {
        FakeTopic.setOffsets(consumer, "orders", 2, List.of(record(0, 0)));
        scan.fromBeginning("orders", 2);
        consumer.addRecord(record(0, 0));
        consumer.addRecord(record(0, 1));

        assertThat(positions(scan)).containsExactly("0@0");
    }

    @Test
    void should_read_only_the_last_offsets_on_request() {
        List<ConsumerRecord<byte[], byte[]>> records = List.of(record(0, 0), record(0, 1), record(0, 2), record(1, 0));
        FakeTopic.setOffsets(consumer, "orders", 2, records);
        scan.last("orders", 2, 2);
        records.forEach(consumer::addRecord);

        assertThat(positions(scan)).containsExactlyInAnyOrder("0@1", "0@2", "1@0");
    }

    @Test
    void should_read_a_range_of_one_partition() {
        consumer.assign(List.of(P0));
        consumer.updateBeginningOffsets(Map.of(P0, 0L));
        consumer.updateEndOffsets(Map.of(P0, 4L));
        List.of(record(0, 0), record(0, 1), record(0, 2), record(0, 3)).forEach(consumer::addRecord);

        assertThat(positions(1, 3)).containsExactly("0@1", "0@2");
        assertThat(positions(3, 3)).isEmpty();
    }

    @Test
    void should_read_a_partition_again() {
        consumer.assign(List.of(P0));
        consumer.updateBeginningOffsets(Map.of(P0, 0L));
        consumer.updateEndOffsets(Map.of(P0, 4L));

        consumer.addRecord(record(0, 1));
        assertThat(positions(1, 2)).containsExactly("0@1");
        consumer.addRecord(record(0, 1));
        assertThat(positions(1, 2)).containsExactly("0@1");
    }

    @Test
    void should_find_a_record_that_is_still_in_the_topic() {
        consumer.assign(List.of(P0));
        consumer.updateBeginningOffsets(Map.of(P0, 2L));
        consumer.updateEndOffsets(Map.of(P0, 4L));
        consumer.addRecord(record(0, 3));

        assertThat(scan.find(P0, 3)).isPresent();
        assertThat(scan.find(P0, 1)).as("deleted").isEmpty();
        assertThat(scan.find(P0, 4)).as("not written").isEmpty();
    }

    @Test
    void should_know_the_end_of_a_partition() {
        consumer.updateEndOffsets(Map.of(P0, 4L));

        assertThat(scan.end(P0)).isEqualTo(4);
    }

    @Test
    void should_return_nothing_from_an_empty_topic() {
        FakeTopic.setOffsets(consumer, "orders", 2, List.of());

        assertThat(scan.fromBeginning("orders", 2).next()).isEmpty();
    }

    @Test
    void should_end_early_when_stopped_and_say_so() {
        FakeTopic.setOffsets(consumer, "orders", 2, List.of(record(0, 0)));
        scan.fromBeginning("orders", 2);
        stop = true;

        assertThat(scan.next()).isEmpty();
        assertThat(scan.isStopped()).isTrue();
    }

    @Test
    void should_not_wait_longer_than_its_patience() {
        FakeTopic.setOffsets(consumer, "orders", 2, List.of());
        consumer.updateEndOffsets(Map.of(P0, 5L));
        scan.fromBeginning("orders", 2);

        assertThatThrownBy(scan::next)
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("cannot read orders-0@0: no record for 10 s");
    }

    @Test
    void should_report_an_error_of_the_broker_in_one_line() {
        FakeTopic.setOffsets(consumer, "orders", 2, List.of(record(0, 0)));
        scan.fromBeginning("orders", 2);
        consumer.setPollException(new KafkaException("no permission"));

        assertThatThrownBy(scan::next)
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith("cannot read the topic orders: no permission; ");
    }

    private List<String> positions(long from, long to) {
        List<String> positions = new ArrayList<>();
        scan.read(P0, from, to, record -> positions.add(record.partition() + "@" + record.offset()));
        return positions;
    }

    private static List<String> positions(TopicScan scan) {
        List<String> positions = new ArrayList<>();
        scan.forEach(record -> positions.add(record.partition() + "@" + record.offset()));
        return positions;
    }

    private static ConsumerRecord<byte[], byte[]> record(int partition, long offset) {
        return new ConsumerRecord<>("orders", partition, offset, new byte[] {1}, new byte[] {2});
    }
}
