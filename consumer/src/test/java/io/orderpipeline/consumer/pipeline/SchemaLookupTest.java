package io.orderpipeline.consumer.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.orderpipeline.common.order.InvalidReason;
import io.orderpipeline.common.order.JsonSchemaFormat;
import io.orderpipeline.common.schema.SchemaFormats;
import io.orderpipeline.common.schema.SchemaId;
import io.orderpipeline.common.schema.UnknownSchemaException;
import io.orderpipeline.common.schema.WriterSchema;
import io.orderpipeline.consumer.deadletter.DeadLetter;
import io.orderpipeline.consumer.kafka.OrderDecoder;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Records that wait for their schema, while the test decides when the registry answers. */
final class SchemaLookupTest extends PartitionProcessorFixture {

    private static final WriterSchema JSON = new WriterSchema(WriterSchema.Type.JSON, "{}", Map.of());

    private final Map<SchemaId, CompletableFuture<WriterSchema>> answers = new ConcurrentHashMap<>();
    private final SchemaFormats formats = new SchemaFormats(
            id -> answers.computeIfAbsent(id, none -> new CompletableFuture<>()),
            schema -> new JsonSchemaFormat(),
            () -> 100 * System.nanoTime(),
            () -> 0.5);
    private final PartitionProcessor waiting = processor(new OrderDecoder(Optional.of(formats)));

    @AfterEach
    void release() {
        waiting.release();
        formats.close();
    }

    @Test
    void should_ask_for_the_schemas_of_all_records_at_once() {
        waiting.accept(order(0, 7));
        waiting.accept(order(1, 8));

        assertThat(answers).containsOnlyKeys(new SchemaId.Number(7), new SchemaId.Number(8));
    }

    @Test
    void should_keep_a_record_and_those_after_it_until_its_schema_is_known() {
        waiting.accept(Records.order(0, 0));
        waiting.accept(order(1, 7));
        waiting.accept(Records.order(0, 2));
        waiting.dispatch();
        assertThat(writer.requests).singleElement().satisfies(request -> assertThat(request.rows())
                .hasSize(1));
        assertThat(waiting.awaitsSchema()).isTrue();
        assertThat(waiting.hasBacklog()).isTrue();

        answers.get(new SchemaId.Number(7)).complete(JSON);
        await().until(() -> {
            waiting.dispatch();
            return !waiting.awaitsSchema();
        });
        writer.acknowledgeAll();
        mailbox.run();
        assertThat(writer.offsets()).containsExactly(0L, 1L, 2L);
        assertThat(waiting.offsets().watermark()).isEqualTo(3);
    }

    @Test
    void should_dead_letter_a_record_whose_schema_the_registry_does_not_know() {
        waiting.accept(order(0, 7));
        waiting.dispatch();
        assertThat(waiting.offsets().hasDeadLetters()).isFalse();

        answers.get(new SchemaId.Number(7)).completeExceptionally(new UnknownSchemaException("no"));
        await().until(() -> {
            waiting.dispatch();
            return waiting.offsets().hasDeadLetters();
        });
        assertThat(waiting.offsets().deadLettersBefore(1))
                .singleElement()
                .extracting(DeadLetter::reason)
                .isEqualTo(InvalidReason.UNKNOWN_SCHEMA);
    }

    private PartitionProcessor processor(OrderDecoder decoder) {
        return processor(decoder, new InFlightBudget(20, 1_000_000), ROWS);
    }

    /** An order in JSON, after the prefix that names its schema. */
    private static ConsumerRecord<byte[], byte[]> order(long offset, int schemaId) {
        byte[] json = Records.order(0, offset).value();
        byte[] value = ByteBuffer.allocate(SchemaId.NUMBER_BYTES + json.length)
                .put(SchemaId.NUMBER_PREFIX)
                .putInt(schemaId)
                .put(json)
                .array();
        return Records.record(0, offset, value, new RecordHeaders());
    }
}
