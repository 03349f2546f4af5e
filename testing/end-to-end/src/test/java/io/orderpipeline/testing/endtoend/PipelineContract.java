package io.orderpipeline.testing.endtoend;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.testing.oracle.BadRecord;
import io.orderpipeline.testing.oracle.Cluster;
import io.orderpipeline.testing.oracle.ConsumerReport;
import io.orderpipeline.testing.oracle.Outcome;
import io.orderpipeline.testing.oracle.RowValues;
import io.orderpipeline.testing.oracle.TestPipeline;
import io.orderpipeline.testing.process.ChildProcess;
import io.orderpipeline.testing.process.Launch;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The guarantees of the two programs on any Kafka and any Cassandra. */
abstract class PipelineContract {

    @AutoClose
    private final TestPipeline pipeline;

    PipelineContract(Cluster cluster) {
        pipeline = new TestPipeline(cluster);
    }

    @Test
    void should_store_each_valid_order_once_and_dead_letter_invalid_records() {
        MainRun.check(pipeline, 20_000);
    }

    @Test
    void should_accept_orders_of_other_clients() throws Exception {
        pipeline.orders().create(3);
        pipeline.orders()
                .send(List.of(
                        record("books", ForeignOrders.NUMBERS_AS_TEXT),
                        record("toys", ForeignOrders.EXTRA_FIELD),
                        record(null, ForeignOrders.EPOCH_MILLISECONDS)));

        consume();

        Map<RowValues.Key, RowValues> rows = Outcome.of(pipeline).assertExact().rows();
        assertThat(rows.values()).containsExactlyInAnyOrderElementsOf(ForeignOrders.STORED);
    }

    @Test
    void should_accept_orders_from_kcat(@TempDir Path directory) throws Exception {
        Skip.unlessInstalled(InstalledPrograms.isInstalled("kcat"), "the order lines of kcat", "kcat is not installed");
        pipeline.orders().create(3);
        Path lines = Files.writeString(
                directory.resolve("orders"),
                String.join(
                        "\n",
                        "books|" + ForeignOrders.NUMBERS_AS_TEXT,
                        "toys|" + ForeignOrders.EXTRA_FIELD,
                        "toys|" + ForeignOrders.EPOCH_MILLISECONDS,
                        "music|hello, is this on?"));
        ChildProcess kcat = pipeline.start(Launch.of(
                "kcat",
                List.of(
                        "kcat",
                        "-P",
                        "-b",
                        pipeline.cluster().bootstrapServers(),
                        "-t",
                        pipeline.topic(),
                        "-K|",
                        "-l",
                        lines.toString())));
        assertThat(kcat.awaitEnd(TestPipeline.LIMIT)).as(kcat.lastLines()).isZero();

        consume();

        Outcome outcome = Outcome.of(pipeline).assertExact();
        assertThat(outcome.rows().values()).containsExactlyInAnyOrderElementsOf(ForeignOrders.STORED);
        assertThat(pipeline.deadLetters().read())
                .singleElement()
                .satisfies(letter -> assertThat(letter.value()).asString().isEqualTo("hello, is this on?"));
    }

    @Test
    void should_dead_letter_invalid_records_with_their_bytes_key_and_headers() throws Exception {
        pipeline.orders().create(3);
        ProducerRecord<byte[], byte[]> noJson = record("garden", "{\"order_id\": ");
        noJson.headers().add("trace", "abc".getBytes(UTF_8));
        pipeline.orders().send(List.of(record("garden", ForeignOrders.EXTRA_FIELD), noJson));

        consume();

        Outcome.of(pipeline).assertExact();
        ConsumerRecord<byte[], byte[]> letter = pipeline.deadLetters().read().get(0);
        assertThat(letter.value()).isEqualTo(noJson.value());
        assertThat(letter.key()).isEqualTo(noJson.key());
        assertThat(BadRecord.header(letter, "trace")).isEqualTo("abc");
        assertThat(BadRecord.header(letter, "dead-letter.topic")).isEqualTo(pipeline.topic());
        assertThat(BadRecord.header(letter, "dead-letter.partition")).matches("[012]");
        assertThat(BadRecord.header(letter, "dead-letter.offset")).isEqualTo("1");
        assertThat(BadRecord.header(letter, "dead-letter.timestamp")).matches("\\d{13}");
        assertThat(BadRecord.header(letter, "dead-letter.reason")).isEqualTo("not-json");
        assertThat(BadRecord.header(letter, "dead-letter.detail")).isNotBlank();
    }

    @Test
    void should_store_amounts_and_times_exactly() throws Exception {
        pipeline.orders().create(1);
        pipeline.orders()
                .send(List.of(
                        record(
                                "books",
                                ForeignOrders.json(
                                        "large",
                                        1,
                                        "12345678901234567.89",
                                        "\"1970-01-01T00:00:00Z\"",
                                        "12345678901234567.89")),
                        record("books", ForeignOrders.json("scale", 2, "5.20", "0", "10.40")),
                        record("books", ForeignOrders.json("far", 3, "0.10", "\"9999-12-31T23:59:59.999Z\"", "0.30"))));

        consume();

        Map<RowValues.Key, RowValues> rows = pipeline.table().read();
        assertThat(rows.get(new RowValues.Key(0, "large")))
                .isEqualTo(ForeignOrders.stored(
                        "large", 1, "12345678901234567.89", Instant.EPOCH, "12345678901234567.89"));
        assertThat(rows.get(new RowValues.Key(0, "scale")))
                .isEqualTo(ForeignOrders.stored("scale", 2, "5.20", Instant.EPOCH, "10.40"));
        assertThat(rows.get(new RowValues.Key(0, "far")))
                .isEqualTo(ForeignOrders.stored("far", 3, "0.10", Instant.parse("9999-12-31T23:59:59.999Z"), "0.30"));
        assertThat(new BigDecimal("5.20"))
                .as("so that equality here means the scale too")
                .isNotEqualTo(new BigDecimal("5.2"));
    }

    private void consume() {
        ChildProcess consumer = pipeline.consumer("--exit-when-caught-up");
        assertThat(consumer.awaitEnd(TestPipeline.LIMIT))
                .as(consumer.lastLines())
                .isZero();
        ConsumerReport.of(consumer).assertReconciles();
    }

    private ProducerRecord<byte[], byte[]> record(String key, String value) {
        return new ProducerRecord<>(pipeline.topic(), key == null ? null : key.getBytes(UTF_8), value.getBytes(UTF_8));
    }
}
