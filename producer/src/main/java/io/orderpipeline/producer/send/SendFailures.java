package io.orderpipeline.producer.send;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

/** Records that failed for good, by class of error, with the first example of each. Safe for use by several threads. */
public final class SendFailures {

    private final Map<String, Failure> byError = new ConcurrentSkipListMap<>();
    private volatile boolean hopeless;

    private record Failure(String example, LongAdder count) {}

    /** @param where the topic-partition, or the topic when the record did not get so far */
    public void add(Exception error, Object where) {
        byError.computeIfAbsent(
                        error.getClass().getSimpleName(),
                        name -> new Failure("first for " + where + ": " + error.getMessage(), new LongAdder()))
                .count()
                .increment();
        hopeless |= error instanceof AuthorizationException || error instanceof AuthenticationException;
    }

    public long count() {
        return byError.values().stream()
                .mapToLong(failure -> failure.count().sum())
                .sum();
    }

    /** True when every further record would fail as well: it is refused for who we are. */
    boolean areHopeless() {
        return hopeless;
    }

    /** One line for each class of error. */
    List<String> describe() {
        return byError.entrySet().stream()
                .map(entry -> entry.getValue().count() + " x " + entry.getKey() + ", "
                        + entry.getValue().example())
                .toList();
    }
}
