package io.orderpipeline.consumer.deadletter;

import io.orderpipeline.consumer.kafka.TopicScan;
import java.util.List;

/** The dead letters to replay: those of the topic, or of a file. */
interface ReplaySource extends AutoCloseable {

    /** The next dead letters, a bounded number; none when there are no more. */
    List<DeadLetterRecord> next();

    /** Whether a stop request ended it early. */
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
