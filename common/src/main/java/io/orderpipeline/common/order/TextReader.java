package io.orderpipeline.common.order;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/** Reads strings of JSON as UTF-8. Fails at text that may be invalid for a field. One thread. */
final class TextReader {

    private final JsonCursor json;

    TextReader(JsonCursor json) {
        this.json = json;
    }

    /** Fails at a text of more bytes than a text may have characters. */
    ByteBuffer text() {
        ByteBuffer text = string();
        if (text.remaining() > OrderLimits.TEXT_CHARACTERS) {
            json.fail();
        }
        return text;
    }

    ByteBuffer nonBlankText() {
        ByteBuffer text = text();
        if (isBlank(text)) {
            json.fail();
        }
        return text;
    }

    /** White space outside ASCII is rare, so only text that begins with ASCII is decided without decoding it. */
    static boolean isBlank(ByteBuffer text) {
        boolean beginsWithVisibleAscii = text.hasRemaining() && text.get(text.position()) > ' ';
        return !beginsWithVisibleAscii && decoded(text).isBlank();
    }

    private static String decoded(ByteBuffer text) {
        return new String(text.array(), text.arrayOffset() + text.position(), text.remaining(), UTF_8);
    }

    /** A view of the bytes between the quotes, or fresh bytes if there are escapes. */
    private ByteBuffer string() {
        int start = json.position() + 1;
        return json.acceptAsciiString() ? view(start, json.position() - 1) : otherString();
    }

    /** The content as a String, without a limit of its length. */
    String decodedString() {
        int start = json.position() + 1;
        return json.acceptAsciiString() ? json.text(start, json.position() - 1) : decoded(otherString());
    }

    private ByteBuffer otherString() {
        json.expectNext('"');
        int start = json.position();
        json.skipCharacters();
        boolean hasEscapes = json.peek() == '\\';
        skipEscapes();
        int end = json.position();
        json.expectNext('"');
        return hasEscapes && json.isValid() ? JsonEscapes.decode(json.bytes(), start, end) : view(start, end);
    }

    private ByteBuffer view(int start, int end) {
        return ByteBuffer.wrap(json.bytes(), start, end - start);
    }

    void skipString() {
        json.expectNext('"');
        json.skipCharacters();
        skipEscapes();
        json.expectNext('"');
    }

    /** Fails at an escape: the parser of the general reader has rules of its own for those in names. */
    void skipName() {
        json.expectNext('"');
        json.skipCharacters();
        json.expectNext('"');
    }

    private void skipEscapes() {
        while (json.peek() == '\\') {
            int length = JsonEscapes.length(json.bytes(), json.position());
            if (length == 0) {
                json.fail();
            }
            json.advance(length);
            json.skipCharacters();
        }
    }
}
