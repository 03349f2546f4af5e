package io.orderpipeline.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.consumer.kafka.OffsetSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;

/**
 * Tracks which dead letters were already replayed: one record each in a compacted topic beside the dead-letter topic,
 * written in the transaction of the replayed record. Its key holds the position of the dead letter and the id of the
 * topic, so that a recreated topic starts without markers; a tombstone allows the dead letter to be sent again.
 *
 * <p>Takes about one bit of memory for each offset of the dead-letter topic. One thread.
 */
public final class ReplayMarkers {

    private final String deadLetterTopic;
    private final String keyPrefix;
    private final Map<Integer, OffsetSet> marked = new HashMap<>();

    public ReplayMarkers(String deadLetterTopic, Uuid topicId) {
        this.deadLetterTopic = deadLetterTopic;
        this.keyPrefix = topicId + " ";
    }

    /** The name of the topic of markers. */
    public static String topic(String deadLetterTopic) {
        return deadLetterTopic + ".replayed";
    }

    /** Reads one marker; to be called in the order of offsets. */
    public void read(ConsumerRecord<byte[], byte[]> marker) {
        position(marker.key()).ifPresent(position -> set(position, marker.value() != null));
    }

    public boolean contains(DeadLetterRecord deadLetter) {
        return contains(deadLetter.position());
    }

    /** @param position of the dead letter */
    public boolean contains(RecordPosition position) {
        OffsetSet offsets = marked.get(position.partition());
        return offsets != null && offsets.contains(position.offset());
    }

    /** In memory only. */
    void add(DeadLetterRecord deadLetter) {
        set(deadLetter.position(), true);
    }

    ProducerRecord<byte[], byte[]> toRecord(DeadLetterRecord deadLetter, RecordPosition origin) {
        String key = keyPrefix + deadLetter.position();
        return new ProducerRecord<>(
                topic(deadLetterTopic), key.getBytes(UTF_8), origin.toString().getBytes(UTF_8));
    }

    /** Empty for a marker of a former topic of this name. */
    private Optional<RecordPosition> position(byte[] key) {
        String text = key == null ? "" : new String(key, UTF_8);
        return text.startsWith(keyPrefix)
                ? RecordPosition.parse(text.substring(keyPrefix.length()))
                        .filter(position -> position.topic().equals(deadLetterTopic))
                : Optional.empty();
    }

    private void set(RecordPosition position, boolean value) {
        marked.computeIfAbsent(position.partition(), none -> new OffsetSet()).set(position.offset(), value);
    }
}
