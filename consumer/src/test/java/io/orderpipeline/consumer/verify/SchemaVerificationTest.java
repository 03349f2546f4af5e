package io.orderpipeline.consumer.verify;

import static io.orderpipeline.consumer.verify.FakeWorld.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.JsonSchemaFormat;
import io.orderpipeline.common.order.JsonSchemaOrderWriter;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.schema.SchemaFormats;
import io.orderpipeline.common.schema.UnknownSchemaException;
import io.orderpipeline.common.schema.WriterSchema;
import io.orderpipeline.consumer.kafka.OrderDecoder;
import io.orderpipeline.consumer.verify.VerifyReport.Verdict;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Records that name a schema, of which the registry knows one. */
class SchemaVerificationTest {

    private static final int KNOWN = 7;
    private static final int UNKNOWN = 8;

    @TempDir
    Path folder;

    private final SchemaFormats formats = new SchemaFormats(
            id -> id.toString().endsWith(" " + KNOWN)
                    ? CompletableFuture.completedFuture(new WriterSchema(WriterSchema.Type.JSON, "{}", Map.of()))
                    : CompletableFuture.failedFuture(new UnknownSchemaException("schema")),
            schema -> new JsonSchemaFormat(),
            () -> 100 * System.nanoTime(),
            () -> 0.5);
    private final FakeWorld world = new FakeWorld(new OrderDecoder(Optional.of(formats)));

    @AfterEach
    void close() {
        formats.close();
    }

    @Test
    void should_pass_when_orders_and_dead_letters_follow_from_the_schemas() throws InterruptedException {
        store(send(KNOWN, order("a", 1)), order("a", 1));
        world.deadLetter(0, send(UNKNOWN, order("b", 1)), InvalidReason.UNKNOWN_SCHEMA);

        assertThat(verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void should_be_incomplete_when_a_consumer_without_the_schema_has_dead_lettered_an_order()
            throws InterruptedException {
        deadLetterWithoutSchema();

        VerifyReport report = verify();
        assertThat(report.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(report.total(VerifyCount.DEAD_LETTERED_WITHOUT_SCHEMA)).isEqualTo(2);
        assertThat(report.notes()).singleElement().asString().contains("dead-letters replay");
    }

    @Test
    void should_pass_after_a_replay() throws InterruptedException {
        deadLetterWithoutSchema();
        store(send(KNOWN, order("a", 1)), order("a", 1));
        store(send(KNOWN, order("b", 1)), order("b", 1));

        VerifyReport report = verify();
        assertThat(report.verdict()).isEqualTo(Verdict.PASS);
        assertThat(report.total(VerifyCount.STORED_AND_DEAD_LETTERED)).isEqualTo(2);
    }

    @Test
    void should_pass_when_a_later_record_has_replaced_the_values() throws InterruptedException {
        deadLetterWithoutSchema();
        store(send(KNOWN, order("a", 2)), order("a", 2));
        store(send(KNOWN, order("b", 2)), order("b", 2));

        assertThat(verdict()).isEqualTo(Verdict.PASS);
    }

    @Test
    void should_be_incomplete_when_the_row_has_the_values_of_an_earlier_record() throws InterruptedException {
        store(send(KNOWN, order("a", 2)), order("a", 2));
        deadLetterWithoutSchema();
        store(send(KNOWN, order("b", 1)), order("b", 1));

        VerifyReport report = verify();
        assertThat(report.verdict()).isEqualTo(Verdict.INCOMPLETE);
        assertThat(report.total(VerifyCount.DEAD_LETTERED_WITHOUT_SCHEMA)).isEqualTo(1);
    }

    @Test
    void should_fail_when_an_order_is_neither_stored_nor_a_dead_letter() throws InterruptedException {
        send(KNOWN, order("a", 1));

        assertThat(verdict()).isEqualTo(Verdict.FAIL);
    }

    @Test
    void should_fail_when_an_order_without_a_schema_is_a_dead_letter() throws InterruptedException {
        world.deadLetter(0, world.send(0, order("a", 1)), InvalidReason.NOT_JSON);

        assertThat(verdict()).isEqualTo(Verdict.FAIL);
    }

    private void deadLetterWithoutSchema() {
        world.deadLetter(0, send(KNOWN, order("a", 1)), InvalidReason.NOT_JSON);
        world.deadLetter(0, send(KNOWN, order("b", 1)), InvalidReason.UNKNOWN_SCHEMA);
    }

    private long send(int schemaId, Order order) {
        return world.sendBytes(0, new JsonSchemaOrderWriter(schemaId).write(order));
    }

    private void store(long offset, Order order) {
        world.store(0, offset, order);
    }

    private Verdict verdict() throws InterruptedException {
        return verify().verdict();
    }

    private VerifyReport verify() throws InterruptedException {
        world.consumed(0);
        return world.verify(folder);
    }
}
