package io.orderpipeline.testing.endtoend.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.Order;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import io.orderpipeline.testing.endtoend.schema.BinaryFormat.Version;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.ConsumerReport;
import io.orderpipeline.testing.oracle.Outcome;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.oracle.Topics.Progress;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.ChildProcess.Signal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A second version of the order beside the first, in Avro and in Protobuf, in one topic under load. */
@UsesLocalStack
final class SchemaEvolutionIT {

    private static final int PARTITIONS = 3;
    private static final int ORDERS = 50;
    private static final String CURRENCY = "EUR";

    @AutoClose
    private final TestPipeline pipeline;

    private final String registry;

    SchemaEvolutionIT(LocalStack stack) {
        registry = stack.schemaRegistry().url();
        pipeline = new TestPipeline(Cluster.of(stack).withRegistry(registry));
    }

    @Test
    void should_store_both_versions_side_by_side_and_the_new_field_in_the_new_column() throws Exception {
        pipeline.orders().create(PARTITIONS);
        ChildProcess oldProducer = startOldProducer();
        List<RegisteredSchema> schemas = schemas();
        ChildProcess consumer = pipeline.consumer();
        consumer.awaitOut("written [1-9]", TestPipeline.LIMIT);

        Set<String> before = awaitStored(send("before", schemas));
        pipeline.table().alter("ADD currency text");
        consumer.awaitErr("fields of the same name: .*currency text", TestPipeline.LIMIT);
        Set<String> after = awaitStored(send("after", schemas));
        end(oldProducer);
        awaitCaughtUp();
        end(consumer);

        ConsumerReport.of(consumer).assertReconciles();
        assertThat(idsWithCurrency()).isEqualTo(ofSecondVersion(after));
        replay();
        assertThat(idsWithCurrency()).isEqualTo(union(ofSecondVersion(before), ofSecondVersion(after)));
        assertVerified();
        assertDoctorReadsBothVersions();
        Outcome outcome = Outcome.of(pipeline).assertExact();
        assertThat(outcome.deadLetters()).isEmpty();
        assertThat(outcome.rows().size())
                .as("with those of the old producer")
                .isGreaterThan(before.size() + after.size());
    }

    /** Registers the first version in Avro, and writes it until the end. */
    private ChildProcess startOldProducer() {
        ChildProcess producer = pipeline.producer("--format=avro", "--schema-registry=" + registry, "--rate=500");
        producer.awaitOut("acknowledged [1-9]", TestPipeline.LIMIT);
        return producer;
    }

    private List<RegisteredSchema> schemas() throws Exception {
        List<RegisteredSchema> schemas = new ArrayList<>();
        for (BinaryFormat format : BinaryFormat.values()) {
            String suffix = format == BinaryFormat.AVRO ? "-value" : "-" + format.option();
            for (Version version : Version.values()) {
                schemas.add(RegisteredSchema.register(registry, pipeline.topic() + suffix, format, version));
            }
        }
        return schemas;
    }

    /** Sends orders in each schema, by turns, and returns their ids. */
    private Set<String> send(String when, List<RegisteredSchema> schemas) throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Order order : SampleOrders.usual(ORDERS)) {
            for (RegisteredSchema schema : schemas) {
                String id = String.join(
                        "-", when, schema.format().name(), schema.version().name(), order.orderId());
                ids.add(id);
                records.add(schema.record(pipeline.topic(), withId(order, id), CURRENCY));
            }
        }
        pipeline.orders().send(records);
        return ids;
    }

    private static Order withId(Order order, String id) {
        return new Order(
                id,
                order.customerName(),
                order.product(),
                order.category(),
                order.quantity(),
                order.price(),
                order.timestamp(),
                order.totalAmount());
    }

    private Set<String> awaitStored(Set<String> ids) {
        Awaitility.await().atMost(TestPipeline.LIMIT).untilAsserted(() -> assertThat(storedIds())
                .containsAll(ids));
        return ids;
    }

    private Set<String> storedIds() {
        return pipeline.table().read().keySet().stream()
                .map(key -> key.orderId())
                .collect(Collectors.toSet());
    }

    private void awaitCaughtUp() {
        try (Progress progress =
                new Progress(pipeline.cluster().bootstrapServers(), pipeline.topic(), PARTITIONS, pipeline.group())) {
            Awaitility.await().atMost(TestPipeline.LIMIT).until(() -> progress.lag() == 0);
        }
    }

    private Set<String> idsWithCurrency() {
        return pipeline.table().idsWith("currency", CURRENCY);
    }

    private static Set<String> ofSecondVersion(Set<String> ids) {
        return ids.stream().filter(id -> id.contains(Version.V2.name())).collect(Collectors.toSet());
    }

    private static Set<String> union(Set<String> ids, Set<String> others) {
        return Stream.concat(ids.stream(), others.stream()).collect(Collectors.toSet());
    }

    /** Fills the column of the rows that were written before it was added. */
    private void replay() {
        ChildProcess replay = pipeline.consumer("--group=" + pipeline.group() + "-replay", "--exit-when-caught-up");
        assertThat(replay.awaitEnd(TestPipeline.LIMIT)).as(replay.lastLines()).isZero();
    }

    private void assertVerified() {
        ChildProcess verify = pipeline.verify();
        assertThat(verify.awaitEnd(TestPipeline.LIMIT)).as(verify.lastLines()).isZero();
        assertThat(verify.out()).last().asString().startsWith("PASS");
    }

    private void assertDoctorReadsBothVersions() {
        ChildProcess doctor = pipeline.doctor();
        doctor.awaitEnd(TestPipeline.LIMIT);
        assertThat(String.join("\n", doctor.out()))
                .contains(pipeline.topic() + "-value has versions 1, 2 (AVRO)")
                .contains("each has the fields of an order");
    }

    private static void end(ChildProcess program) {
        program.signal(Signal.INT);
        assertThat(program.awaitEnd(TestPipeline.LIMIT)).as(program.lastLines()).isZero();
    }
}
