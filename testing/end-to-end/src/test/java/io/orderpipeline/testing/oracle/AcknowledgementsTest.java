package io.orderpipeline.testing.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

final class AcknowledgementsTest {

    private final Acknowledgements acknowledgements = new Acknowledgements();
    private final AcknowledgementLog log = new AcknowledgementLog();
    private final List<ConsumerRecord<byte[], byte[]>> topic = new ArrayList<>();

    AcknowledgementsTest() throws IOException {
        Properties settings = new Properties();
        try (Reader file = Files.newBufferedReader(acknowledgements.settings())) {
            settings.load(file);
        }
        log.configure(Map.of(AcknowledgementLog.FILE_SETTING, settings.getProperty(AcknowledgementLog.FILE_SETTING)));
    }

    @Test
    void should_find_every_acknowledged_record_in_the_topic() {
        append(send(true));
        append(send(true));

        assertThat(missing()).isEmpty();
    }

    /** As many records as were acknowledged, and not the same ones. */
    @Test
    void should_not_take_an_unacknowledged_record_for_one_that_was_lost() {
        append(send(true));
        send(true);
        append(send(false));

        assertThat(missing()).contains("1 of 2 acknowledged records are not in the topic");
    }

    private Optional<String> missing() {
        return acknowledgements.missingFrom(topic::forEach);
    }

    private ProducerRecord<byte[], byte[]> send(boolean isAcknowledged) {
        ProducerRecord<byte[], byte[]> sent = log.onSend(new ProducerRecord<>("orders", new byte[0]));
        log.onAcknowledgement(null, isAcknowledged ? null : new IOException("no broker"), sent.headers());
        return sent;
    }

    private void append(ProducerRecord<byte[], byte[]> sent) {
        topic.add(new ConsumerRecord<>(
                "orders",
                0,
                topic.size(),
                0,
                TimestampType.CREATE_TIME,
                0,
                0,
                sent.key(),
                sent.value(),
                sent.headers(),
                Optional.empty()));
    }
}
