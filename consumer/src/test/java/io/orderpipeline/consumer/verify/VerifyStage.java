package io.orderpipeline.consumer.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.datastax.oss.driver.api.core.CqlSession;
import io.orderpipeline.common.order.OrderHeaders;
import io.orderpipeline.common.order.OrderJsonWriter;
import io.orderpipeline.consumer.CommandRun;
import io.orderpipeline.consumer.kafka.TopicScan;
import io.orderpipeline.localstack.LocalStack;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic on real servers that the real consumer has consumed; tests damage copies of it. */
final class VerifyStage implements AutoCloseable {

    static final String TOPIC = "verify-orders";
    static final String DEAD_LETTERS = "verify-orders.dead";
    static final String GROUP = "verify-group";
    static final String KEYSPACE = "verify_it";
    static final int ORDERS = 3_000;
    static final int GARBAGE = 100;

    /** Sent again at the end, with another quantity. */
    static final int UPDATED = 50;

    private static final int PARTITIONS = 3;

    final CqlSession session;
    private final LocalStack stack;
    private final Admin admin;

    /** The output of a run and its exit code. */
    record Outcome(int exitCode, List<String> lines) {

        String lastLine() {
            return lines.get(lines.size() - 1);
        }
    }

    VerifyStage(LocalStack stack) throws Exception {
        this.stack = stack;
        admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()));
        create(TOPIC);
        send(Map.of(), this::sendOrders);
        send(Map.of("transactional.id", "verify-it"), VerifyStage::sendInTransactions);
        run("--exit-when-caught-up", "--dead-letter-topic", DEAD_LETTERS, "--group", GROUP);
        session = stack.cassandra().session(Duration.ofSeconds(30));
    }

    private void sendOrders(KafkaProducer<byte[], byte[]> producer) {
        for (int i = 0; i < ORDERS; i++) {
            producer.send(order(i, 1));
        }
        for (int i = 0; i < GARBAGE; i++) {
            byte[] value = i % 2 == 0 ? null : ("{\"order_id\": " + i).getBytes(UTF_8);
            producer.send(new ProducerRecord<>(TOPIC, i % PARTITIONS, null, value));
        }
        for (int i = 0; i < UPDATED; i++) {
            producer.send(order(i, 2));
        }
    }

    /** Aborted records must not be counted, and transaction markers leave gaps between offsets. */
    private static void sendInTransactions(KafkaProducer<byte[], byte[]> producer) {
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(order(ORDERS + 1, 1));
        producer.flush();
        producer.abortTransaction();
        producer.beginTransaction();
        producer.send(order(0, 3));
        producer.commitTransaction();
    }

    private static ProducerRecord<byte[], byte[]> order(int number, int quantity) {
        byte[] value = new OrderJsonWriter().write(FakeWorld.order(id(number), quantity));
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(TOPIC, partition(number), null, value);
        OrderHeaders.addTo(record.headers(), "application/json");
        return record;
    }

    static String id(int number) {
        return "order-" + number;
    }

    static int partition(int number) {
        return number % PARTITIONS;
    }

    /** Creates a dead-letter topic from the existing dead letters after {@code change}. */
    void copyDeadLetters(String name, Consumer<List<ConsumerRecord<byte[], byte[]>>> change) throws Exception {
        create(name);
        List<ConsumerRecord<byte[], byte[]>> deadLetters = new ArrayList<>();
        try (TopicScan records =
                VerifyCommand.openScan(Map.of("bootstrap.servers", stack.bootstrapServers()), () -> {})) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                TopicPartition source = new TopicPartition(DEAD_LETTERS, partition);
                records.read(source, 0, records.end(source), deadLetters::add);
            }
        }
        change.accept(deadLetters);
        send(
                Map.of(),
                producer -> deadLetters.forEach(deadLetter -> producer.send(
                        new ProducerRecord<>(name, 0, deadLetter.key(), deadLetter.value(), deadLetter.headers()))));
    }

    /** Commits offsets of another group, so many records behind the end of each partition. */
    void commitBehind(String group, int records) throws Exception {
        Map<TopicPartition, OffsetAndMetadata> offsets =
                new TreeMap<>((a, b) -> Integer.compare(a.partition(), b.partition()));
        admin.listConsumerGroupOffsets(GROUP)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, committed) ->
                        offsets.put(partition, new OffsetAndMetadata(committed.offset() - records)));
        admin.alterConsumerGroupOffsets(group, offsets).all().get();
    }

    void create(String topic) throws Exception {
        admin.createTopics(List.of(new NewTopic(topic, PARTITIONS, (short) 1)))
                .all()
                .get();
    }

    /** A record that was not sent would make every later count wrong, so each response is checked. */
    private void send(Map<String, Object> settings, Consumer<KafkaProducer<byte[], byte[]>> work) throws Exception {
        Map<String, Object> all = new TreeMap<>(settings);
        all.put("bootstrap.servers", stack.bootstrapServers());
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        try (var producer = new KafkaProducer<>(all, new ByteArraySerializer(), new ByteArraySerializer()) {
            @Override
            public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
                Future<RecordMetadata> future = super.send(record);
                sent.add(future);
                return future;
            }
        }) {
            work.accept(producer);
            producer.flush();
        }
        for (Future<RecordMetadata> record : sent) {
            record.get();
        }
    }

    Outcome verify(String group, String deadLetters, String... more) {
        return run(Stream.concat(
                        Stream.of("verify", "--group", group, "--dead-letter-topic", deadLetters), Stream.of(more))
                .toArray(String[]::new));
    }

    /** A group that has consumed nothing, without dead letters. */
    Outcome verifyIn(String topic, String keyspace) {
        return runIn(topic, keyspace, "verify", "--group=verify-new", "--dead-letter-topic=verify-none");
    }

    private Outcome run(String... arguments) {
        return runIn(TOPIC, KEYSPACE, arguments);
    }

    private Outcome runIn(String topic, String keyspace, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        var address = stack.contactPoint();
        all.addAll(List.of("--bootstrap-servers", stack.bootstrapServers(), "--topic", topic));
        all.addAll(List.of("--contact-points", address.getHostString() + ":" + address.getPort()));
        all.addAll(List.of("--keyspace", keyspace));
        CommandRun run = CommandRun.of(all.toArray(String[]::new));
        return new Outcome(run.exitCode(), run.out().lines().toList());
    }

    @Override
    public void close() {
        session.close();
        admin.close();
    }
}
