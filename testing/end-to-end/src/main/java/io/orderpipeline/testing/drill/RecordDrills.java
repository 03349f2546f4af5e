package io.orderpipeline.testing.drill;

import static io.orderpipeline.testing.drill.DrillContext.LIMIT;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.localstack.StackConfig.CassandraTuning;
import io.orderpipeline.testing.oracle.BadRecord;
import io.orderpipeline.testing.oracle.ConsumerReport;
import io.orderpipeline.testing.oracle.TableContents;
import io.orderpipeline.testing.oracle.TableKind;
import io.orderpipeline.testing.process.ChildProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Drills with invalid, repeated, changed or large records, and replays of the topic. */
final class RecordDrills {

    private static final List<String> CATEGORIES = List.of("books", "toys", "sports", "garden", "music", "electronics");
    private static final int UPDATED_ORDERS = 300;
    private static final int ORDERS_AT_ONCE = 10_000;
    private static final int VERSIONS = 5;
    private static final int ROUNDS = 10;

    /** Offsets are committed once a second; the rest is for other work on the machine. */
    private static final int MOST_SECONDS_OF_LAG = 10;

    private static final String LONG_TEXT = '"' + "x".repeat(900) + '"';

    private static final Instant YEAR_5000 = Instant.parse("5000-01-01T00:00:00Z");

    private RecordDrills() {}

    static Drill malformedRecords(int records) {
        String fault =
                "%d malformed records of %d kinds among valid ones".formatted(records, MalformedKinds.ALL.size());
        return Drill.of("malformed-records", fault, context -> {
            context.expect(
                    "every malformed record is a dead letter",
                    outcome -> outcome.deadLettersWithReason(".+") == records);
            context.programs().startPipeline();
            context.awaitLag(context.load().rate());
            String topic = context.pipeline().topic();
            for (int round = 0; round < ROUNDS; round++) {
                var malformed = IntStream.range(records * round / ROUNDS, records * (round + 1) / ROUNDS)
                        .mapToObj(number -> MalformedKinds.record(topic, number))
                        .toList();
                context.inject(malformed.size(), "malformed records", () -> context.send(malformed));
                context.runFor(Duration.ofMillis(500));
                requireSmallLag(context);
            }
        });
    }

    private static void requireSmallLag(DrillContext context) {
        long lag = context.lag();
        if (lag > (long) context.load().rate() * MOST_SECONDS_OF_LAG) {
            throw new AssertionError("valid orders are delayed: lag of %,d records".formatted(lag));
        }
    }

    static Drill duplicates() {
        String fault = "half of the orders sent twice, %d orders in %d versions, a kill -9 of the consumer"
                .formatted(UPDATED_ORDERS, VERSIONS);
        return Drill.of("duplicates", fault, context -> {
            context.programs()
                    .startProducer(
                            "--duplicates=0.5", "--rate=" + context.load().rate());
            ChildProcess consumer = context.programs().startConsumer();
            DrillPrograms.awaitWriting(consumer);
            List<ProducerRecord<byte[], byte[]>> updates = updates(context);
            int half = updates.size() / 2;
            context.expect(
                    "every changed order is a row", outcome -> outcome.rowsWithPrefix("updated-") == UPDATED_ORDERS);
            context.inject(half, "records that change orders", () -> context.send(updates.subList(0, half)));
            context.runBetween(Duration.ZERO, Duration.ofSeconds(1));
            context.requireLag();
            context.kill(consumer);
            context.inject(half, "more of them", () -> context.send(updates.subList(half, updates.size())));
            context.programs().startConsumer();
            context.awaitRecovery();
        });
    }

    /** Several versions of each order, shuffled: the last by offset must be stored, whatever its quantity. */
    private static List<ProducerRecord<byte[], byte[]>> updates(DrillContext context) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int order = 0; order < UPDATED_ORDERS; order++) {
            String category = CATEGORIES.get(order % CATEGORIES.size());
            for (int quantity = 1; quantity <= VERSIONS; quantity++) {
                records.add(OrderFields.of("updated-" + order, category, quantity)
                        .record(context.pipeline().topic(), category));
            }
        }
        Collections.shuffle(records, context.random());
        return records;
    }

    static Drill replay() {
        String fault = "replay from offset 0 into the full table (a new --group), while the first consumer runs";
        return Drill.of("replay", fault, context -> {
            context.programs().startPipeline();
            context.send(updates(context));
            context.runFor(Duration.ofSeconds(5));
            replay(context);
        });
    }

    /** By a group that has its own dead-letter topic, because it finds the same invalid records. */
    private static void replay(DrillContext context) {
        long records = context.records();
        String group = "--group=" + context.pipeline().group() + "-replay";
        String deadLetters = "--dead-letter-topic=" + context.pipeline().deadLetterTopic() + "-replay";
        AtomicReference<ConsumerReport> report = new AtomicReference<>(new ConsumerReport(0, 0, 0, 0, 0));
        context.inject("replay", () -> {
            ChildProcess replay = context.programs().startConsumer(group, deadLetters, "--exit-when-caught-up");
            context.programs().awaitEndOfConsumer(replay, LIMIT);
            report.set(ConsumerReport.of(replay));
        });
        DrillContext.requireEffect(
                report.get().polled() >= records && report.get().deadLettered() > 0,
                "%,d of %,d records were replayed".formatted(report.get().polled(), records));
        context.awaitRecovery();
    }

    static Drill boundedTable(int kills) {
        String fault = "kill -9 of the consumer, %d times, and a replay, with --table-layout bounded".formatted(kills);
        return Drill.of("bounded-table", fault, context -> {
                    context.programs().startLoad();
                    ProgramDrills.killConsumers(context, kills);
                    replay(context);
                })
                .with(TableKind.BOUNDED);
    }

    /**
     * A row that was decoded before a column was known, and is written after it, must leave the column to the replay.
     *
     * @param orders in the backlog, with a field for each of the columns
     */
    static Drill addedColumn(int orders) {
        String fault = ("two columns are added while a backlog of %,d orders with these fields is written, with"
                        + " --table-layout bounded; then a replay")
                .formatted(orders);
        return Drill.of("added-column", fault, context -> {
                    String topic = context.pipeline().topic();
                    context.programs().startLoad();
                    for (int first = 0; first < orders; first += ORDERS_AT_ONCE) {
                        context.send(IntStream.range(first, Math.min(orders, first + ORDERS_AT_ONCE))
                                .mapToObj(number -> orderWithFields(number, topic))
                                .toList());
                    }
                    ChildProcess consumer = context.programs().startConsumer();
                    DrillPrograms.awaitWriting(consumer);
                    TableContents table = context.pipeline().table();
                    context.inject("a column is added", () -> table.alter("ADD currency text"));
                    context.awaitEffect(consumer, "currency text");
                    context.requireLag();
                    context.inject("another column is added", () -> table.alter("ADD country text"));
                    context.awaitEffect(consumer, "country text");
                    context.awaitRecovery();
                    replay(context);
                    requireValues(context, "currency", "EUR", orders);
                    requireValues(context, "country", "DE", orders);
                })
                .with(TableKind.BOUNDED);
    }

    private static ProducerRecord<byte[], byte[]> orderWithFields(int number, String topic) {
        String category = CATEGORIES.get(number % CATEGORIES.size());
        return OrderFields.of("fields-" + number, category, 1)
                .with("currency", "\"EUR\"")
                .with("country", "\"DE\"")
                .record(topic, category);
    }

    private static void requireValues(DrillContext context, String column, String value, int orders) {
        int rows = context.pipeline().table().idsWith(column, value).size();
        if (rows != orders) {
            throw new AssertionError("%,d of %,d rows have a value in %s".formatted(rows, orders, column));
        }
    }

    /**
     * Cassandra applies only the mutation limit of its commit log to a batch of one partition, as all batches of the
     * consumer are, so the drill lowers that limit. The backlog comes first: without one, batches stay small.
     *
     * @param orders with long texts, and as many usual ones
     */
    static Drill smallBatchLimit(int orders) {
        String fault =
                "Cassandra rejects requests above 32 KiB; a backlog of %,d orders with long texts".formatted(orders);
        return Drill.of("small-batch-limit", fault, context -> {
                    context.programs().createBacklog(orders, LIMIT);
                    String topic = context.pipeline().topic();
                    context.send(IntStream.range(0, orders)
                            .mapToObj(order -> longOrder(order, topic))
                            .toList());
                    context.programs().startLoad();
                    context.fault("%,d orders wait for the consumer".formatted(2 * orders));
                    ChildProcess consumer = context.programs().startConsumer();
                    context.awaitEffect(consumer, "Cassandra rejects a batch");
                    context.awaitRecovery();
                    context.runFor(Duration.ofSeconds(10));
                })
                .with(CassandraTuning.SHIPPED.with("max_mutation_size", "32KiB"));
    }

    /**
     * Orders that guardrails of the server do not accept, among others; the plain table, whose write timestamps they
     * do not accept at all. The time of an order id is checked for single statements only, so there are no batches.
     */
    static Drill guardrails(int orders) {
        String fault = ("guardrails refuse %d orders: long names, ids of the year 5000; a kill -9 of the consumer; a"
                        + " table whose every write they refuse")
                .formatted(2 * orders);
        return Drill.of("guardrails", fault, context -> {
                    context.expect(
                            "every order that guardrails refuse is a dead letter",
                            outcome -> outcome.deadLettersWithReason(BadRecord.REFUSED) == 2L * orders);
                    requireRefusal(context, context.pipeline().consumer("--table-layout=plain"));
                    requireRefusal(context, context.pipeline().doctor("--table-layout=plain"));
                    context.programs().startLoad();
                    ChildProcess consumer = context.programs().startConsumer("--batch-size=1");
                    DrillPrograms.awaitWriting(consumer);
                    List<ProducerRecord<byte[], byte[]>> refused =
                            refusedOrders(orders, context.pipeline().topic());
                    context.inject(
                            orders, "orders that guardrails refuse", () -> context.send(refused.subList(0, orders)));
                    context.requireLag();
                    context.kill(consumer);
                    context.programs().startConsumer("--batch-size=1");
                    context.inject(orders, "more of them", () -> context.send(refused.subList(orders, 2 * orders)));
                    context.awaitRecovery();
                })
                .with(TableKind.BOUNDED)
                .with(CassandraTuning.SHIPPED
                        .with("authenticator", "PasswordAuthenticator")
                        .with("column_value_size_fail_threshold", "2KiB")
                        .with("minimum_timestamp_fail_threshold", "3650d")
                        .with("maximum_timestamp_fail_threshold", "1d"));
    }

    private static void requireRefusal(DrillContext context, ChildProcess program) {
        context.awaitEffect(program, "refuses writes to table");
        if (program.awaitEnd(LIMIT) != 1) {
            throw new AssertionError("the plain table is accepted" + program.lastLines());
        }
    }

    private static List<ProducerRecord<byte[], byte[]>> refusedOrders(int ofEachKind, String topic) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int number = 0; number < ofEachKind; number++) {
            String category = CATEGORIES.get(number % CATEGORIES.size());
            records.add(OrderFields.of(orderId(Instant.now(), number), category, 1)
                    .with("customer_name", '"' + "€".repeat(1_000) + '"')
                    .record(topic, category));
            records.add(OrderFields.of(orderId(YEAR_5000, number), category, 1).record(topic, category));
        }
        records.forEach(record -> record.headers().add(BadRecord.EXPECTED_REASON, BadRecord.REFUSED.getBytes(UTF_8)));
        return records;
    }

    /** A UUID of version 7. */
    private static String orderId(Instant time, int number) {
        String millis = "%012x".formatted(time.toEpochMilli());
        return "%s-%s-7000-8000-%012x".formatted(millis.substring(0, 8), millis.substring(8), number);
    }

    private static ProducerRecord<byte[], byte[]> longOrder(int order, String topic) {
        String category = List.of("books", "sports", "clothing").get(order % 3);
        return OrderFields.of("long-" + order, category, 1)
                .with("customer_name", LONG_TEXT)
                .with("product", LONG_TEXT)
                .record(topic, category);
    }
}
