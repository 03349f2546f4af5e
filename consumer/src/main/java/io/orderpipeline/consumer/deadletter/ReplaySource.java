package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.consumer.kafka.TopicScan;
import java.util.List;

/** Where the letters to replay come from: the dead-letter topic, or a file that a person has edited. */
public interface ReplaySource extends AutoCloseable {

    /** The next letters, a bounded number; none when there are no more. */
    List<DeadLetterRecord> next();

    /** Whether it ended early, by request. */
    boolean isStopped();

    @Override
    void close();

    /** @param scan closed by {@link #close()} */
    static ReplaySource of(TopicScan scan) {
        return new ReplaySource() {
            @Override
            public List<DeadLetterRecord> next() {
                return scan.next().stream().map(DeadLetterRecord::new).toList();
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
