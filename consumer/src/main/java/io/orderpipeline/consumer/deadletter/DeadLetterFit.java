package io.orderpipeline.consumer.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.orderpipeline.consumer.kafka.CutPart;
import io.orderpipeline.consumer.kafka.CutPart.Whole;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Cuts a dead letter that its topic cannot take whole: headers stay whole as far as they fit, the key gets at most half
 * of the space, the value the rest. Further headers describe the whole of each part that was cut.
 */
final class DeadLetterFit {

    /** Of a batch with one record, without the bytes of the record. */
    private static final int BATCH_OVERHEAD = 100;

    /** Of the length of a key or value. */
    private static final int LENGTH_BYTES = 5;

    /** Of the descriptions of all parts. */
    private static final int DESCRIPTIONS = CutPart.values().length * 180;

    private static final Set<String> OWN = Stream.concat(
                    DeadLetterHeaders.OF_EVERY_DEAD_LETTER.stream(),
                    Arrays.stream(CutPart.values())
                            .flatMap(part -> Stream.of(part.lengthHeader(), part.sha256Header())))
            .collect(Collectors.toUnmodifiableSet());

    private DeadLetterFit() {}

    /** An upper bound of the size on the broker, in bytes, without compression. */
    static int size(ProducerRecord<byte[], byte[]> record) {
        return BATCH_OVERHEAD
                + length(record.key())
                + length(record.value())
                + size(List.of(record.headers().toArray()));
    }

    private static int size(List<Header> headers) {
        return headers.stream().mapToInt(DeadLetterFit::size).sum();
    }

    private static int size(Header header) {
        return LENGTH_BYTES + header.key().getBytes(UTF_8).length + length(header.value());
    }

    private static int length(byte[] bytes) {
        return LENGTH_BYTES + (bytes == null ? 0 : bytes.length);
    }

    /** @return the same record when it fits; otherwise a smaller one, which is as small as possible if none fits */
    static ProducerRecord<byte[], byte[]> fit(ProducerRecord<byte[], byte[]> whole, int limit) {
        return size(whole) <= limit ? whole : cut(whole, limit);
    }

    private static ProducerRecord<byte[], byte[]> cut(ProducerRecord<byte[], byte[]> whole, int limit) {
        List<Header> own = Arrays.stream(whole.headers().toArray())
                .filter(DeadLetterFit::isOwn)
                .toList();
        int left = limit - BATCH_OVERHEAD - 2 * LENGTH_BYTES - size(own) - DESCRIPTIONS;
        byte[] key = start(whole.key(), left / 2);
        int leftForHeaders = left - (key == null ? 0 : key.length);
        List<Header> headers = new ArrayList<>();
        for (Header header : whole.headers()) {
            if (!isOwn(header) && size(header) <= leftForHeaders) {
                headers.add(header);
                leftForHeaders -= size(header);
            }
        }
        headers.addAll(own);
        byte[] value = start(whole.value(), leftForHeaders);
        ProducerRecord<byte[], byte[]> cut = new ProducerRecord<>(whole.topic(), null, null, key, value, headers);
        describe(cut, whole);
        shortenDetail(cut.headers(), -left);
        return cut;
    }

    /** Whether this program has set it, so that it is small and must stay. */
    private static boolean isOwn(Header header) {
        return OWN.contains(header.key());
    }

    private static byte[] start(byte[] bytes, int length) {
        return bytes == null || bytes.length <= length ? bytes : Arrays.copyOf(bytes, Math.max(0, length));
    }

    /** A description that is already there is that of the record: only its beginning was read. */
    private static void describe(ProducerRecord<byte[], byte[]> cut, ProducerRecord<byte[], byte[]> whole) {
        describe(CutPart.VALUE, cut, cut.value(), whole.value());
        describe(CutPart.KEY, cut, cut.key(), whole.key());
        byte[] headers = headerBytes(whole.headers());
        describe(CutPart.HEADERS, cut, headerBytes(cut.headers()), headers);
    }

    private static void describe(CutPart part, ProducerRecord<byte[], byte[]> cut, byte[] now, byte[] before) {
        if (before != null
                && now.length < before.length
                && part.whole(cut.headers()).isEmpty()) {
            part.describe(cut.headers(), Whole.of(ByteBuffer.wrap(before)));
        }
    }

    private static void shortenDetail(Headers headers, int excess) {
        if (excess > 0) {
            byte[] detail = headers.lastHeader(DeadLetterHeaders.DETAIL).value();
            headers.remove(DeadLetterHeaders.DETAIL);
            headers.add(DeadLetterHeaders.DETAIL, start(detail, detail.length - excess));
        }
    }

    /** The headers of the original record: names and values, each after its length. */
    static byte[] headerBytes(Headers headers) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (Header header : headers) {
                if (!header.key().startsWith(DeadLetterHeaders.PREFIX)) {
                    write(out, header.key().getBytes(UTF_8));
                    write(out, header.value());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory cannot fail", e);
        }
        return bytes.toByteArray();
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes == null ? -1 : bytes.length);
        out.write(bytes == null ? new byte[0] : bytes);
    }
}
