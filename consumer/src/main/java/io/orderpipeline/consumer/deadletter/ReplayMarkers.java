package io.orderpipeline.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.consumer.kafka.TopicScan;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;

/**
 * Which letters were sent back before: one record each in a compacted topic beside the dead-letter topic, written in the
 * same transaction as the record that goes back. Its key names the letter by its place and by the id of the topic, so
 * that a topic deleted and made anew begins with a clean slate; a mark that is deleted (a null value) frees its letter
 * to be sent again.
 *
 * <p>Takes about a bit of memory for each offset of the dead-letter topic. One thread.
 */
public final class ReplayMarkers {

    private final String topic;
    private final Uuid lettersId;
    private final String letters;
    private final Map<Stretch, BitSet> marked = new HashMap<>();

    /** Of offsets: bits in stretches, so that one high offset does not take memory for all below it. */
    private record Stretch(int partition, long number) {

        static final int LENGTH = 4096;

        static Stretch of(RecordPosition place) {
            return new Stretch(place.partition(), place.offset() / LENGTH);
        }

        static int bit(RecordPosition place) {
            return (int) (place.offset() % LENGTH);
        }
    }

    /**
     * @param letters name of the dead-letter topic
     * @param lettersId as the broker gave it
     */
    public ReplayMarkers(String letters, Uuid lettersId) {
        this.topic = topic(letters);
        this.lettersId = lettersId;
        this.letters = letters;
    }

    /** @param letters name of the dead-letter topic */
    public static String topic(String letters) {
        return letters + ".replayed";
    }

    /** Reads all marks there are. */
    public void read(TopicScan scan) {
        for (var batch = scan.next(); !batch.isEmpty(); batch = scan.next()) {
            for (ConsumerRecord<byte[], byte[]> mark : batch) {
                marked(mark.key()).ifPresent(place -> set(place, mark.value() != null));
            }
        }
    }

    boolean contains(DeadLetterRecord letter) {
        BitSet stretch = marked.get(Stretch.of(letter.place()));
        return stretch != null && stretch.get(Stretch.bit(letter.place()));
    }

    /** From now on, in memory. */
    void add(DeadLetterRecord letter) {
        set(letter.place(), true);
    }

    ProducerRecord<byte[], byte[]> toRecord(DeadLetterRecord letter, RecordPosition origin) {
        String key = lettersId + " " + letter.place();
        return new ProducerRecord<>(
                topic, key.getBytes(UTF_8), origin.toString().getBytes(UTF_8));
    }

    /** The place that a mark of this very topic names. */
    private Optional<RecordPosition> marked(byte[] key) {
        String text = key == null ? "" : new String(key, UTF_8);
        String ours = lettersId + " ";
        return text.startsWith(ours)
                ? RecordPosition.parse(text.substring(ours.length()))
                        .filter(place -> place.topic().equals(letters))
                : Optional.empty();
    }

    private void set(RecordPosition place, boolean value) {
        marked.computeIfAbsent(Stretch.of(place), stretch -> new BitSet()).set(Stretch.bit(place), value);
    }
}
