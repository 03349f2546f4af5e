package io.orderpipeline.testing.drill;

import static io.orderpipeline.testing.drill.DrillContext.LIMIT;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.testing.oracle.BadRecord;
import io.orderpipeline.testing.process.ChildProcess;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Drills with records that are larger than an order may be: they must be dead-lettered, and fit into the heap. */
final class LargeRecordDrills {

    /** Just below the limit of a topic with default settings, which the headers of a dead letter then exceed. */
    private static final int ALMOST_DEFAULT_LIMIT = 1_048_300;

    private static final int SMALL_DEAD_LETTERS = 200_000;
    private static final int MANY = 400;
    private static final int MANY_BYTES = 900_000;
    private static final int FEW = 100;
    private static final int HEAP_MEGABYTES = 128;

    /** Below the size that the consumer says at start to fit into a heap of 128 MB with 3 threads. */
    private static final int FEW_BYTES = 7_000_000;

    private LargeRecordDrills() {}

    /** To the dead-letter topic that the consumer finds, which accepts less than the topic of the orders. */
    static Drill largeDeadLetters(int records) {
        String fault =
                ("%d invalid records of 1 MB and one of 20 MB, compressed; the dead-letter topic accepts %,d bytes;"
                                + " a kill -9 of the consumer")
                        .formatted(records, SMALL_DEAD_LETTERS);
        return Drill.of("large-dead-letters", fault, context -> {
            context.pipeline()
                    .deadLetters()
                    .create(3, Map.of("max.message.bytes", Integer.toString(SMALL_DEAD_LETTERS)));
            context.programs().startLoad();
            ChildProcess consumer = context.programs().startConsumer();
            DrillPrograms.awaitWriting(consumer);
            expectDeadLetters(context, records + 1);
            context.inject(
                    records / 2,
                    "invalid records that do not fit",
                    () -> send(context, "none", records / 2, ALMOST_DEFAULT_LIMIT));
            context.kill(consumer);
            context.programs().startConsumer();
            context.inject(records - records / 2 + 1, "more of them, and one of 20 MB", () -> {
                send(context, "none", records - records / 2, ALMOST_DEFAULT_LIMIT);
                send(context, "gzip", 1, 20_000_000);
            });
            context.awaitRecovery();
        });
    }

    static Drill compressedBacklog() {
        String fault =
                ("a backlog of %d values of %,d bytes and %d of %,d bytes, compressed to almost nothing; the consumer"
                                + " with -Xmx%dm")
                        .formatted(MANY, MANY_BYTES, FEW, FEW_BYTES, HEAP_MEGABYTES);
        return Drill.of("compressed-backlog", fault, context -> {
            context.programs().createBacklog(10_000, LIMIT);
            expectDeadLetters(context, MANY + FEW);
            context.inject(MANY + FEW, "large values wait for the consumer", () -> {
                send(context, "gzip", MANY, MANY_BYTES);
                send(context, "gzip", FEW, FEW_BYTES);
            });
            GcLog heap = GcLog.create();
            ChildProcess consumer = context.programs().startConsumer(heap.jvmOptions(HEAP_MEGABYTES + "m"));
            DrillPrograms.awaitWriting(consumer);
            context.awaitLag(0, LIMIT);
            DrillPrograms.requireMembership(consumer);
            context.log(heap.requireAtMost(HEAP_MEGABYTES * 3 / 4));
        });
    }

    private static void expectDeadLetters(DrillContext context, int records) {
        context.expect(
                "every large record is a dead letter",
                outcome -> outcome.deadLettersWithReason("too-large") == records);
    }

    /** In batches that are as large as the broker accepts. */
    private static void send(DrillContext context, String compression, int records, int valueBytes) {
        Map<String, Object> settings =
                new HashMap<>(context.pipeline().orders().cluster().kafkaSettings());
        settings.putAll(Map.of(
                "compression.type",
                compression,
                "linger.ms",
                1_000,
                "batch.size",
                1_000_000,
                "max.request.size",
                32 << 20,
                "buffer.memory",
                256L << 20));
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int number = 0; number < records; number++) {
                var unused = producer.send(record(context, compression.equals("none"), number, valueBytes));
            }
            producer.flush();
        }
    }

    private static ProducerRecord<byte[], byte[]> record(DrillContext context, boolean random, int number, int bytes) {
        byte[] value = new byte[bytes];
        if (random) {
            new Random(context.load().seed() + number).nextBytes(value);
        }
        var record = new ProducerRecord<byte[], byte[]>(context.pipeline().topic(), number % 3, null, null, value);
        record.headers().add(BadRecord.EXPECTED_REASON, "too-large".getBytes(UTF_8));
        return record;
    }
}
