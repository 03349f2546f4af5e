package io.orderpipeline.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The headers by which a dead letter tells where it came from and why; their values are UTF-8 text. */
final class DeadLetterHeaders {

    static final String PREFIX = "dead-letter.";

    static final String TOPIC = PREFIX + "topic";
    static final String PARTITION = PREFIX + "partition";
    static final String OFFSET = PREFIX + "offset";
    static final String TIMESTAMP = PREFIX + "timestamp";
    static final String REASON = PREFIX + "reason";
    static final String DETAIL = PREFIX + "detail";

    /** On a record that was sent back: the place that its letter had come from. */
    static final String REPLAYED = PREFIX + "replayed";

    private DeadLetterHeaders() {}

    /** A record that is a replayed dead letter may already have the header: the new one takes its place. */
    static void set(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(UTF_8));
    }

    /** Empty text when there is no such header. */
    static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }
}
