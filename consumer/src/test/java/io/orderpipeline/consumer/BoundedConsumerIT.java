package io.orderpipeline.consumer;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.consumer.kafka.BoundedConsumer;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client makes of our deserializers, which refuse a record when the poll has enough bytes. */
@UsesLocalStack
@Timeout(60)
final class BoundedConsumerIT {

    private static final int RECORDS = 60;
    private static final int VALUE_BYTES = 100_000;
    private static final int POLL_BYTES = 250_000;

    @ParameterizedTest
    @ValueSource(strings = {"classic", "consumer"})
    void should_poll_every_record_once_and_few_at_a_time(String protocol, LocalStack stack) throws Exception {
        OnStack orders = OnStack.named("bounded_" + protocol, stack);
        sendOneBatch(orders, stack);
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                stack.bootstrapServers(),
                "group.id",
                orders.name(),
                "group.protocol",
                protocol,
                "auto.offset.reset",
                "earliest");
        List<Integer> numbers = new ArrayList<>();
        try (var consumer = BoundedConsumer.of(settings, POLL_BYTES, VALUE_BYTES)) {
            consumer.subscribe(List.of(orders.name()));
            while (numbers.size() < RECORDS) {
                ConsumerRecords<byte[], byte[]> polled = consumer.poll(Duration.ofMillis(100));
                assertThat(polled.count()).isLessThanOrEqualTo(POLL_BYTES / VALUE_BYTES + 1);
                for (ConsumerRecord<byte[], byte[]> record : polled) {
                    numbers.add(ByteBuffer.wrap(record.value()).getInt());
                }
            }
        }
        assertThat(numbers).isEqualTo(IntStream.range(0, RECORDS).boxed().toList());
    }

    private static void sendOneBatch(OnStack orders, LocalStack stack) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                stack.bootstrapServers(),
                "compression.type",
                "gzip",
                "linger.ms",
                60_000,
                "batch.size",
                16 << 20);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int number = 0; number < RECORDS; number++) {
                byte[] value = ByteBuffer.allocate(VALUE_BYTES).putInt(number).array();
                var unused = producer.send(new ProducerRecord<>(orders.name(), 0, null, value));
            }
            producer.flush();
        }
    }
}
