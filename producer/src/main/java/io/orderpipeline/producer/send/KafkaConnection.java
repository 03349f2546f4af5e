package io.orderpipeline.producer.send;

import io.orderpipeline.common.cli.ServiceWait;
import io.orderpipeline.common.cli.StopSignal;
import io.orderpipeline.common.kafka.ClientFactory;
import java.time.Duration;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens the Kafka side of a run, waiting for the broker: first the topic, then the client. One thread. */
public final class KafkaConnection {

    private static final Logger LOG = LoggerFactory.getLogger(KafkaConnection.class);

    private final KafkaTarget target;
    private final StopSignal stop;
    private final ServiceWait wait;

    public KafkaConnection(KafkaTarget target, StopSignal stop) {
        this.target = target;
        this.stop = stop;
        this.wait = new ServiceWait(target.startupTimeout(), stop);
        target.overruledSettings().forEach(LOG::warn);
    }

    /** Creates the topic when absent. Returns its number of partitions. */
    public int ensureTopic() throws InterruptedException {
        Admin admin = wait.until(
                target.broker(),
                () -> ClientFactory.create(target.adminSettings(), () -> Admin.create(target.adminSettings())));
        try {
            return wait.until(target.broker(), new TopicSetup(admin, target)::ensureTopic);
        } finally {
            admin.close(Duration.ZERO);
        }
    }

    /** Creates the client. The caller closes it. */
    public Producer<byte[], byte[]> connect() throws InterruptedException {
        Producer<byte[], byte[]> producer = wait.until(
                target.broker(),
                () -> ClientFactory.create(
                        target.producerSettings(), () -> new KafkaProducer<>(target.producerSettings())));
        fetchPartitions(producer);
        return producer;
    }

    /** The client would fetch them on the first send, which would delay the first orders. */
    private void fetchPartitions(Producer<?, ?> producer) {
        try (InterruptOnStop interrupt = new InterruptOnStop(stop)) {
            producer.partitionsFor(target.topic());
        } catch (KafkaException e) {
            LOG.debug("The first send will report the cause", e);
        }
    }
}
