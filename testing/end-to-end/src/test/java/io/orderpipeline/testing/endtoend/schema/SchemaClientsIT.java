package io.orderpipeline.testing.endtoend.schema;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.Order;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import io.orderpipeline.testing.endtoend.InstalledPrograms;
import io.orderpipeline.testing.endtoend.Skip;
import io.orderpipeline.testing.endtoend.schema.BinaryFormat.Version;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.ConsumerReport;
import io.orderpipeline.testing.oracle.Outcome;
import io.orderpipeline.testing.oracle.RowValues;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.Launch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other clients that write and read orders with schemas of a real registry. */
@UsesLocalStack
final class SchemaClientsIT {

    private static final int ORDERS = 50;

    @AutoClose
    private final TestPipeline pipeline;

    private final String registry;

    SchemaClientsIT(LocalStack stack) {
        registry = stack.schemaRegistry().url();
        pipeline = new TestPipeline(Cluster.of(stack).withRegistry(registry));
    }

    @Test
    void should_store_orders_of_both_versions_from_the_serializers_of_apicurio() throws Exception {
        pipeline.orders().create(1);
        List<Order> orders = SampleOrders.usual(ORDERS);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        try (Serializer<GenericRecord> serializer =
                ApicurioClient.of(pipeline.cluster()).serializer()) {
            for (int i = 0; i < orders.size(); i++) {
                Schema schema = AvroLibrary.schema(Version.values()[i % Version.values().length]);
                GenericRecord order = AvroLibrary.record(schema, orders.get(i), "EUR");
                records.add(record(orders.get(i), serializer.serialize(pipeline.topic(), order)));
            }
        }
        pipeline.orders().send(records);

        consume();

        assertStored(orders);
    }

    @Test
    void should_write_orders_that_the_deserializers_of_apicurio_read() {
        ChildProcess producer =
                pipeline.producer("--count=" + ORDERS, "--rate=0", "--format=avro", "--schema-registry=" + registry);
        assertThat(producer.awaitEnd(TestPipeline.LIMIT))
                .as(producer.lastLines())
                .isZero();

        Map<RowValues.Key, RowValues> read = new HashMap<>();
        try (Deserializer<GenericRecord> deserializer =
                ApicurioClient.of(pipeline.cluster()).deserializer()) {
            pipeline.orders().forEach(record -> {
                RowValues order =
                        AvroLibrary.row(deserializer.deserialize(record.topic(), record.headers(), record.value()));
                read.put(new RowValues.Key(record.partition(), order.orderId()), order);
            });
        }

        consume();
        assertThat(read).hasSize(ORDERS);
        assertThat(Outcome.of(pipeline).assertExact().rows()).isEqualTo(read);
    }

    @Test
    void should_store_orders_that_python_encodes_and_kcat_sends(@TempDir Path folder) throws Exception {
        PythonClient python = new PythonClient(folder);
        python.skipUnlessInstalled();
        Skip.unlessInstalled(InstalledPrograms.isInstalled("kcat"), "binary values of kcat", "kcat is not installed");
        pipeline.orders().create(1);
        List<Order> orders = SampleOrders.all();
        for (BinaryFormat format : BinaryFormat.values()) {
            int half = orders.size() / 2;
            List<Order> own =
                    format == BinaryFormat.AVRO ? orders.subList(0, half) : orders.subList(half, orders.size());
            int id = RegisteredSchema.register(registry, pipeline.topic() + "-" + format.option(), format, Version.V1)
                    .id();
            sendWithKcat(folder, python.encode(format, id, own));
        }

        consume();

        assertStored(orders);
    }

    /** Each file is a record. */
    private void sendWithKcat(Path folder, List<byte[]> values) throws Exception {
        List<String> command = new ArrayList<>(
                List.of("kcat", "-P", "-b", pipeline.cluster().bootstrapServers(), "-t", pipeline.topic()));
        for (int i = 0; i < values.size(); i++) {
            command.add(Files.write(folder.resolve("value-" + i), values.get(i)).toString());
        }
        ChildProcess kcat = pipeline.start(Launch.of("kcat", command));
        assertThat(kcat.awaitEnd(TestPipeline.LIMIT)).as(kcat.lastLines()).isZero();
    }

    private void consume() {
        ChildProcess consumer = pipeline.consumer("--exit-when-caught-up");
        assertThat(consumer.awaitEnd(TestPipeline.LIMIT))
                .as(consumer.lastLines())
                .isZero();
        ConsumerReport.of(consumer).assertReconciles();
    }

    private void assertStored(List<Order> orders) {
        Outcome outcome = Outcome.of(pipeline).assertExact();
        assertThat(outcome.rows().values())
                .containsExactlyInAnyOrderElementsOf(
                        orders.stream().map(SchemaClientsIT::row).toList());
        assertThat(outcome.deadLetters()).isEmpty();
    }

    private static RowValues row(Order order) {
        return new RowValues(
                order.orderId(),
                order.customerName(),
                order.product(),
                order.category(),
                order.quantity(),
                order.price(),
                order.timestamp(),
                order.totalAmount());
    }

    private ProducerRecord<byte[], byte[]> record(Order order, byte[] value) {
        return new ProducerRecord<>(pipeline.topic(), order.category().getBytes(UTF_8), value);
    }
}
