package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.consumer.kafka.TopicScan;
import java.util.List;

/** Where the letters to replay come from: the dead-letter topic, or a file that a person has edited. */
public interface LetterSource extends AutoCloseable {

    /** The next letters, a bounded number; none when there are no more. */
    List<Letter> next();

    /** Whether it ended early, by request. */
    boolean isStopped();

    @Override
    void close();

    /** @param scan closed by {@link #close()} */
    static LetterSource of(TopicScan scan) {
        return new LetterSource() {
            @Override
            public List<Letter> next() {
                return scan.next().stream().map(Letter::new).toList();
            }

            @Override
            public boolean isStopped() {
                return scan.isStopped();
            }

            @Override
            public void close() {
                scan.close();
            }
        };
    }
}
