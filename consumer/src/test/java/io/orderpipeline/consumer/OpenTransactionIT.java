package io.orderpipeline.consumer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.orderpipeline.common.cli.Program;
import io.orderpipeline.consumer.monitoring.GroupOffsets;
import io.orderpipeline.localstack.LocalStack;
import io.orderpipeline.localstack.UsesLocalStack;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Records that wait behind the open transaction of another producer are never hidden in silence. */
@UsesLocalStack
final class OpenTransactionIT {

    private static final int HIDDEN = 20;

    @Test
    void should_tell_of_records_behind_an_open_transaction(LocalStack stack) throws Exception {
        OnStack orders = OnStack.named("open_transaction", stack);
        orders.send(0, OnStack.order("before", "Atlas"));
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", stack.bootstrapServers(), "transactional.id", "forgotten"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(
                            orders.name(),
                            0,
                            null,
                            OnStack.order("open", "Atlas").getBytes(UTF_8)))
                    .get();
            for (int i = 1; i < HIDDEN; i++) {
                orders.send(0, OnStack.order("after-" + i, "Atlas"));
            }

            assertThat(offsets(orders, stack).hidden()).isEqualTo(HIDDEN);
            assertThat(offsets(orders, stack).end()).isEqualTo(1);
            orders.consume().succeeded();
            CommandRun verify = orders.verify();
            assertThat(verify.exitCode()).isEqualTo(Program.FAILED);
            assertThat(verify.out()).contains("INCOMPLETE: hidden by open transaction " + HIDDEN);
            assertThat(orders.doctor().out().lines())
                    .anyMatch(line -> line.matches("WARN +lag .*hides records: p0 " + HIDDEN
                            + "; open_transaction-0 from offset 1 on by producer id \\d+,"
                            + " transactional id forgotten.*"));
            producer.commitTransaction();
        }

        assertThat(offsets(orders, stack).hidden()).isZero();
        orders.consume().succeeded();
        assertThat(orders.verify().succeeded().out()).contains("PASS: ");
    }

    private static GroupOffsets.Offsets offsets(OnStack orders, LocalStack stack) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", stack.bootstrapServers()))) {
            return new GroupOffsets(admin, orders.name(), orders.name()).read().get(0);
        }
    }
}
