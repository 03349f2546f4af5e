package io.orderpipeline.producer.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.orderpipeline.common.cli.UserError;
import io.orderpipeline.common.kafka.KeyPartitioner;
import io.orderpipeline.common.order.DecodeResult;
import io.orderpipeline.common.order.OrderHeaders;
import io.orderpipeline.common.order.OrderJsonReader;
import io.orderpipeline.common.schema.SchemaId;
import io.orderpipeline.producer.generator.CategoryWeights;
import io.orderpipeline.producer.generator.GeneratorSettings;
import io.orderpipeline.producer.generator.RecordKind;
import io.orderpipeline.producer.generator.RecordMaker;
import io.orderpipeline.producer.generator.ValueFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Partitioner;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KafkaSinkTest {

    private static final int PARTITIONS = 3;

    private final ManualClock clock = new ManualClock();
    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(cluster(), false, new ByKeyHash(), new ByteArraySerializer(), new ByteArraySerializer());
    private final SendStatistics statistics = new SendStatistics(PARTITIONS);
    private final KafkaSink sink = new KafkaSink(producer, SendPlans.paced(0, 1), statistics, clock);

    @Test
    void should_key_orders_by_category_and_set_the_headers() {
        send(20, 0, 0);

        for (ProducerRecord<byte[], byte[]> record : producer.history()) {
            var order = ((DecodeResult.Valid) new OrderJsonReader().read(record.value())).order();
            assertThat(new String(record.key(), UTF_8)).isEqualTo(order.category());
            assertThat(record.partition()).isNull();
            assertThat(OrderHeaders.versionIsKnown(record.headers())).isTrue();
            assertThat(record.headers().lastHeader(OrderHeaders.CONTENT_TYPE).value())
                    .asString(UTF_8)
                    .isEqualTo("application/json");
        }
    }

    @ParameterizedTest
    @CsvSource({"AVRO, application/avro", "PROTOBUF, application/protobuf", "JSON_SCHEMA, application/json"})
    void should_name_the_format_in_the_headers(ValueFormat format, String contentType) {
        SendPlan json = SendPlans.paced(0, 1);
        var plan = new SendPlan(json.topic(), format, json.content(), json.pace(), json.spread());
        var ofFormat = new KafkaSink(producer, plan, statistics, clock);
        new RecordMaker(plan.content(), format, 7).makeNext(0, record -> ofFormat.send(record, 0));

        ProducerRecord<byte[], byte[]> sent = producer.history().get(0);
        assertThat(OrderHeaders.versionIsKnown(sent.headers())).isTrue();
        assertThat(sent.headers().lastHeader(OrderHeaders.CONTENT_TYPE).value())
                .asString(UTF_8)
                .isEqualTo(contentType);
        assertThat(SchemaId.of(sent.headers(), sent.value())).contains(new SchemaId.Number(7));
    }

    @Test
    void should_send_an_unknown_version_only_for_records_of_that_kind() {
        send(500, 1, 0);

        assertThat(producer.history())
                .filteredOn(record -> !OrderHeaders.versionIsKnown(record.headers()))
                .isNotEmpty()
                .allMatch(record -> record.headers().lastHeader(OrderHeaders.CONTENT_TYPE) != null)
                .allMatch(record -> new OrderJsonReader().read(record.value()) instanceof DecodeResult.Valid);
    }

    @Test
    void should_count_only_what_is_acknowledged() {
        send(100, 0.2, 0.2);
        assertThat(statistics.acknowledgedCount()).isZero();
        assertThat(statistics.inFlightCount()).isEqualTo(producer.history().size());

        acknowledgeAll();

        SendReport report = SendPlans.report(statistics);
        assertThat(report.totalAcknowledged()).isEqualTo(producer.history().size());
        assertThat(report.acknowledged()).isEqualTo(report.made());
        assertThat(report.made().get(RecordKind.ORDER) + report.made().get(RecordKind.INVALID))
                .isEqualTo(100);
        assertThat(report.isEverythingAcknowledged()).isTrue();
    }

    @Test
    void should_give_the_same_counts_by_partition_and_by_category() {
        send(300, 0, 0);
        acknowledgeAll();

        SendReport report = SendPlans.report(statistics);
        IntStream.range(0, PARTITIONS).forEach(partition -> {
            long ofItsCategories = report.categories().entrySet().stream()
                    .filter(entry -> KeyPartitioner.partition(entry.getKey().key(), PARTITIONS) == partition)
                    .mapToLong(Map.Entry::getValue)
                    .sum();
            SendReport.Partition counted = report.partitions().get(partition);
            assertThat(counted.acknowledged()).isEqualTo(ofItsCategories);
            assertThat(counted.lastOffset()).isEqualTo(counted.acknowledged() - 1);
        });
    }

    @Test
    void should_measure_latency_from_the_intended_time() {
        long intended = clock.getAsLong();
        clock.pass(40_000_000);
        records(0, 0).makeNext(0, record -> sink.send(record, intended));
        clock.pass(2_000_000);
        producer.completeNext();

        assertThat(SendPlans.report(statistics).latency().getMaxValue()).isBetween(42_000L, 42_100L);
    }

    @Test
    void should_count_failed_records_with_an_example_of_each_error() {
        send(10, 0, 0);
        producer.errorNext(new TimeoutException("expired"));
        producer.errorNext(new TimeoutException("expired as well"));
        acknowledgeAll();

        SendReport report = SendPlans.report(statistics);
        assertThat(report.failed()).isEqualTo(2);
        assertThat(report.totalAcknowledged()).isEqualTo(8);
        assertThat(report.unacknowledged()).isZero();
        assertThat(report.failures())
                .singleElement()
                .asString()
                .startsWith("2 x timeout, first for orders-")
                .endsWith("expired");
        assertThat(sink.isOpen()).isTrue();
    }

    @Test
    void should_name_the_partition_of_the_first_failure() {
        send(20, 0, 0);
        for (ProducerRecord<byte[], byte[]> record : producer.history()) {
            if (KeyPartitioner.partition(new String(record.key(), UTF_8), PARTITIONS) == 0) {
                producer.errorNext(new TimeoutException("expired"));
            } else {
                producer.completeNext();
            }
        }

        assertThat(SendPlans.report(statistics).failures())
                .singleElement()
                .asString()
                .contains("first for orders-0: expired");
    }

    /** A mistake of the installation: one line for the user, and not one failed record after the other. */
    @Test
    void should_end_when_a_compression_cannot_be_loaded() {
        producer.sendException =
                new KafkaException("cannot compress", new NoClassDefFoundError("com.github.luben.zstd.Native"));

        assertThatThrownBy(() -> send(1, 0, 0)).isInstanceOf(UserError.class).hasMessageContaining("zstd");
    }

    @Test
    void should_close_when_the_client_is_not_authorized() {
        send(1, 0, 0);
        producer.errorNext(new TopicAuthorizationException("orders"));

        assertThat(sink.isOpen()).isFalse();
    }

    @Test
    void should_not_count_the_record_whose_send_the_stop_interrupted() {
        producer.sendException = new InterruptException("stopped");
        send(3, 0, 0);
        assertThat(Thread.interrupted()).isTrue();

        assertThat(sink.isOpen()).isFalse();
        assertThat(SendPlans.report(statistics).totalMade()).isZero();
    }

    @Test
    void should_count_the_record_and_close_after_a_fatal_client_error() {
        producer.sendException = new KafkaException("a previous request failed");
        send(3, 0, 0);

        assertThat(sink.isOpen()).isFalse();
        assertThat(SendPlans.report(statistics).totalMade()).isEqualTo(1);
        assertThat(SendPlans.report(statistics).failed()).isEqualTo(1);
    }

    @Test
    void should_count_abandoned_records_as_unacknowledged_not_as_failed() {
        send(3, 0, 0);
        producer.completeNext();
        sink.abandon();
        producer.errorNext(new KafkaException("closed"));

        SendReport report = SendPlans.report(statistics);
        assertThat(report.failed()).isZero();
        assertThat(report.unacknowledged()).isEqualTo(2);
        assertThat(report.isEverythingAcknowledged()).isFalse();
    }

    private void send(int orders, double invalid, double duplicates) {
        RecordMaker records = records(invalid, duplicates);
        for (int i = 0; i < orders; i++) {
            records.makeNext(i, record -> sink.send(record, clock.getAsLong()));
        }
    }

    private void acknowledgeAll() {
        while (producer.completeNext()) {
            clock.pass(1);
        }
    }

    private static RecordMaker records(double invalid, double duplicates) {
        return new RecordMaker(new GeneratorSettings(1, Optional.empty(), CategoryWeights.EVEN, invalid, duplicates));
    }

    /** The mock does not know Kafka's own partitioner. */
    private static final class ByKeyHash implements Partitioner {
        @Override
        public int partition(
                String topic, Object key, byte[] keyBytes, Object value, byte[] valueBytes, Cluster cluster) {
            return KeyPartitioner.partition(new String(keyBytes, UTF_8), PARTITIONS);
        }

        @Override
        public void close() {}

        @Override
        public void configure(Map<String, ?> settings) {}
    }

    private static Cluster cluster() {
        Node node = new Node(0, "localhost", 1);
        Node[] nodes = {node};
        List<PartitionInfo> partitions = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> new PartitionInfo("orders", partition, node, nodes, nodes))
                .toList();
        return new Cluster("test", List.of(node), partitions, Set.of(), Set.of());
    }
}
