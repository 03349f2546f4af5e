package io.orderpipeline.testing.oracle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record that is no order, and equally the dead letter that it must become: equal when the letter is right.
 *
 * @param origin partition and offset, as {@code 0@17}
 * @param reason for which it must be refused; empty when the record does not say
 * @param contents a hash of value and key
 */
public record BadRecord(String origin, String reason, int contents) {

    /** A header of test records: the reason that their dead letters must give. */
    public static final String WANTED_REASON = "wanted-reason";

    static BadRecord inTopic(ConsumerRecord<byte[], byte[]> record) {
        return new BadRecord(
                record.partition() + "@" + record.offset(), header(record, WANTED_REASON), contents(record));
    }

    static BadRecord ofDeadLetter(ConsumerRecord<byte[], byte[]> letter) {
        boolean asked = letter.headers().lastHeader(WANTED_REASON) != null;
        return new BadRecord(
                header(letter, "dead-letter.partition") + "@" + header(letter, "dead-letter.offset"),
                asked ? header(letter, "dead-letter.reason") : "",
                contents(letter));
    }

    /** Empty when there is none. */
    public static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), UTF_8);
    }

    private static int contents(ConsumerRecord<byte[], byte[]> record) {
        return 31 * Arrays.hashCode(record.value()) + Arrays.hashCode(record.key());
    }
}
