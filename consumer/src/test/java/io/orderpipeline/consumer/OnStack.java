package io.orderpipeline.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.datastax.oss.driver.api.core.CqlSession;
import io.orderpipeline.common.cli.Program;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.order.Order;
import io.orderpipeline.common.order.OrderJsonWriter;
import io.orderpipeline.localstack.LocalStack;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic, a group, a dead-letter topic and a keyspace of one name on the shared stack, for one test. */
record OnStack(LocalStack stack, String name) {

    /** Creates the topic with three partitions. */
    static OnStack named(String name, LocalStack stack) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(name, 3, (short) 1))).all().get();
        }
        return new OnStack(stack, name);
    }

    /** Creates the dead-letter topic, which the consumer then uses as it is. */
    OnStack withDeadLettersOf(int maximumBytes) throws InterruptedException, ExecutionException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            NewTopic small = new NewTopic(deadLetters(), 3, (short) 1)
                    .configs(Map.of("max.message.bytes", Integer.toString(maximumBytes)));
            admin.createTopics(List.of(small)).all().get();
        }
        return this;
    }

    /** @param compression so that a large value of equal bytes fits into the topic */
    void send(ProducerRecord<byte[], byte[]> record, String compression)
            throws InterruptedException, ExecutionException {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                stack.bootstrapServers(),
                "compression.type",
                compression,
                "max.request.size",
                64 << 20,
                "buffer.memory",
                128L << 20);
        try (var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(record).get();
        }
    }

    String deadLetters() {
        return name + ".dead";
    }

    void send(int partition, String value) throws InterruptedException, ExecutionException {
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", stack.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(name, partition, "books".getBytes(UTF_8), value.getBytes(UTF_8)))
                    .get();
        }
    }

    CommandRun consume(String... more) {
        return run(Stream.of("--exit-when-caught-up", "--no-http"), withGroup(more));
    }

    /** Consumes until the stop is requested; its output is discarded. */
    CompletableFuture<Integer> consumeUntil(StopSignal stop) {
        return consumeUntil(stop, "--no-http");
    }

    /** @param more further options */
    CompletableFuture<Integer> consumeUntil(StopSignal stop, String... more) {
        List<String> arguments = withGroup(more);
        arguments.addAll(List.of("--bootstrap-servers", stack.bootstrapServers()));
        arguments.addAll(List.of("--dead-letter-topic", deadLetters()));
        return CompletableFuture.supplyAsync(() ->
                new Program(new ConsumerMain(stop), "ORDER_CONSUMER", Map.of()).run(arguments.toArray(String[]::new)));
    }

    CommandRun verify(String... more) {
        return run(Stream.of("verify"), withGroup(more));
    }

    CommandRun deadLetters(String... arguments) {
        return run(Stream.concat(Stream.of("dead-letters"), Stream.of(arguments)), List.of());
    }

    CommandRun doctor(String... more) {
        return run(Stream.of("doctor"), withGroup(more));
    }

    /** @param arguments ids of orders, and options */
    CommandRun lookUp(String... arguments) {
        return run(Stream.of("order"), withGroup(arguments));
    }

    private List<String> withGroup(String... more) {
        List<String> options = new ArrayList<>(
                List.of("--topic", name, "--group", name, "--keyspace", name, "--contact-points", contactPoint()));
        options.addAll(List.of(more));
        return options;
    }

    private CommandRun run(Stream<String> command, List<String> more) {
        Stream<String> common =
                Stream.of("--bootstrap-servers", stack.bootstrapServers(), "--dead-letter-topic", deadLetters());
        return CommandRun.of(
                Stream.concat(command, Stream.concat(common, more.stream())).toArray(String[]::new));
    }

    private String contactPoint() {
        return "127.0.0.1:" + stack.contactPoint().getPort();
    }

    CqlSession session() {
        return stack.cassandra().session(Duration.ofSeconds(30));
    }

    /** The product that is stored for an order. */
    Optional<String> product(int partition, String orderId) {
        try (CqlSession session = session()) {
            return Optional.ofNullable(session.execute(
                                    "SELECT product FROM " + name + ".orders WHERE partition = ? AND order_id = ?",
                                    partition,
                                    orderId)
                            .one())
                    .map(row -> row.getString("product"));
        }
    }

    static String order(String id, String product) {
        Order order = new Order(
                id,
                "Ada",
                product,
                "books",
                2,
                new BigDecimal("5.20"),
                Instant.ofEpochMilli(1_700_000_000_000L),
                new BigDecimal("10.40"));
        return new String(new OrderJsonWriter().write(order), UTF_8);
    }
}
