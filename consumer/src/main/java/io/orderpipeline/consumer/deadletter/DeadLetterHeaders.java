package io.orderpipeline.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** The headers of dead letters: the origin of the record and the reason, as UTF-8 text. */
final class DeadLetterHeaders {

    static final String PREFIX = "dead-letter.";

    static final String TOPIC = PREFIX + "topic";
    static final String PARTITION = PREFIX + "partition";
    static final String OFFSET = PREFIX + "offset";
    static final String TIMESTAMP = PREFIX + "timestamp";
    static final String REASON = PREFIX + "reason";
    static final String DETAIL = PREFIX + "detail";

    static final List<String> OF_EVERY_DEAD_LETTER = List.of(TOPIC, PARTITION, OFFSET, TIMESTAMP, REASON, DETAIL);

    /** On a replayed record: the position of the original record. */
    static final String REPLAYED = PREFIX + "replayed";

    private DeadLetterHeaders() {}

    /** Replaces the header, which a replayed record may already have. */
    static void set(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(UTF_8));
    }

    /** Empty when the header is absent. */
    static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }
}
