package io.orderpipeline.common.order;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The position of the fast reader in a JSON text. A failure moves it to the end of the text, where nothing matches, so
 * {@link #isValid()} need only be checked before what was read is used. One thread.
 */
final class JsonCursor {

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = ONES << 7;
    private static final long SPACES = ' ' * ONES;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;

    private final byte[] json;
    private int position;
    private boolean isValid = true;

    JsonCursor(byte[] json) {
        this.json = json;
    }

    byte[] bytes() {
        return json;
    }

    int position() {
        return position;
    }

    /** False after a failure. */
    boolean isValid() {
        return isValid;
    }

    void fail() {
        isValid = false;
        position = json.length;
    }

    /** The byte at the position; at the end NUL, which JSON does not contain. */
    byte peek() {
        return position < json.length ? json[position] : 0;
    }

    void advance(int bytes) {
        position += bytes;
    }

    /** Moves past a string of ASCII characters without escapes, if it is there. */
    boolean acceptAsciiString() {
        int end = peek() == '"' ? endOfAscii(position + 1) : json.length;
        boolean isThere = end < json.length && json[end] == '"';
        if (isThere) {
            position = end + 1;
        }
        return isThere;
    }

    /** Moves past white space and this ASCII character, or fails. */
    void expect(char character) {
        if (!accept(character)) {
            fail();
        }
    }

    /** Moves past white space and then past this ASCII character, if it is there. */
    boolean accept(char character) {
        if (acceptNext(character)) {
            return true;
        }
        skipWhitespace();
        return acceptNext(character);
    }

    /** Moves past this ASCII character or fails. */
    void expectNext(char character) {
        if (!acceptNext(character)) {
            fail();
        }
    }

    /** Moves past this ASCII character, if it is there. */
    boolean acceptNext(char character) {
        boolean isThere = peek() == character;
        if (isThere) {
            position++;
        }
        return isThere;
    }

    /** Moves past the literal from the index {@code from} on, if it is there. */
    boolean acceptLiteral(byte[] literal, int from) {
        boolean isThere = matches(position, literal, from, literal.length);
        if (isThere) {
            position += literal.length - from;
        }
        return isThere;
    }

    /** Whether this part of the literal is at the position {@code at}. */
    boolean matches(int at, byte[] literal, int from, int to) {
        int end = at + to - from;
        return end <= json.length && Arrays.equals(json, at, end, literal, from, to);
    }

    void skipWhitespace() {
        while (position < json.length && isWhitespace(json[position])) {
            position++;
        }
    }

    private static boolean isWhitespace(byte character) {
        return character <= ' ' && (character == ' ' || character == '\n' || character == '\r' || character == '\t');
    }

    /** Moves past the digits, at most this many, and returns their number; not exact for more than 18. */
    long digits(int most) {
        int end = Math.min(json.length, position + most);
        long number = 0;
        int i = position;
        while (i < end && json[i] >= '0' && json[i] <= '9') {
            number = 10 * number + json[i++] - '0';
        }
        position = i;
        return number;
    }

    /** Moves to the next byte that is not an unescaped character of a string in UTF-8. */
    void skipCharacters() {
        int i = position;
        int length;
        do {
            i = endOfAscii(i);
            length = i < json.length && json[i] < 0 ? Utf8.multibyteLength(json, i) : 0;
            i += length;
        } while (length > 0);
        position = i;
    }

    /**
     * The next position that is not an unescaped ASCII character. Examines eight bytes at once: the high bit is set for
     * the first such byte, and for none before it, because only such a byte borrows from the next one.
     */
    private int endOfAscii(int from) {
        int i = from;
        for (; i <= json.length - Long.BYTES; i += Long.BYTES) {
            long word = (long) WORDS.get(json, i);
            long quotes = (word ^ QUOTES) - ONES;
            long backslashes = (word ^ BACKSLASHES) - ONES;
            long controls = word - SPACES;
            long stops = (word | quotes | backslashes | controls) & HIGH_BITS;
            if (stops != 0) {
                return i + Long.numberOfTrailingZeros(stops) / Byte.SIZE;
            }
        }
        while (i < json.length && json[i] >= ' ' && json[i] != '"' && json[i] != '\\') {
            i++;
        }
        return i;
    }

    void expectEnd() {
        skipWhitespace();
        if (position < json.length) {
            fail();
        }
    }

    /** The text of these bytes, which are valid UTF-8. */
    String text(int start, int end) {
        return new String(json, start, end - start, UTF_8);
    }
}
