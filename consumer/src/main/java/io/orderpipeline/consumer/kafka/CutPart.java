package io.orderpipeline.consumer.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/** A part of a record of which a dead letter may hold only the beginning. Two headers then describe the whole part. */
public enum CutPart {
    VALUE("value"),
    KEY("key"),

    /** Names and values, each after its length in four bytes, -1 for null. */
    HEADERS("headers");

    private final String lengthHeader;
    private final String sha256Header;

    CutPart(String name) {
        lengthHeader = "dead-letter." + name + "-length";
        sha256Header = "dead-letter." + name + "-sha256";
    }

    /**
     * The whole part.
     *
     * @param length in bytes
     * @param sha256 in hexadecimal digits
     */
    public record Whole(long length, String sha256) {

        public static Whole of(ByteBuffer bytes) {
            int length = bytes.remaining();
            try {
                MessageDigest digest = MessageDigest.getInstance("SHA-256");
                digest.update(bytes.duplicate());
                return new Whole(length, HexFormat.of().formatHex(digest.digest()));
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }
    }

    public String lengthHeader() {
        return lengthHeader;
    }

    public String sha256Header() {
        return sha256Header;
    }

    /** Replaces an earlier description. */
    public void describe(Headers headers, Whole whole) {
        clear(headers);
        headers.add(lengthHeader, Long.toString(whole.length()).getBytes(UTF_8));
        headers.add(sha256Header, whole.sha256().getBytes(UTF_8));
    }

    /** Empty when the headers do not describe this part: then it is not cut. */
    public Optional<Whole> whole(Headers headers) {
        String length = text(headers, lengthHeader);
        String sha256 = text(headers, sha256Header);
        return length.matches("\\d{1,18}") && !sha256.isEmpty()
                ? Optional.of(new Whole(Long.parseLong(length), sha256))
                : Optional.empty();
    }

    public void clear(Headers headers) {
        headers.remove(lengthHeader);
        headers.remove(sha256Header);
    }

    private static String text(Headers headers, String name) {
        Header header = headers.lastHeader(name);
        return header == null || header.value() == null ? "" : new String(header.value(), UTF_8);
    }
}
