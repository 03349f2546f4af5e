package io.orderpipeline.common.order;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.orderpipeline.common.order.AdditionalField.Form;

/** Reads the value of a field that is not in the schema. Objects and arrays are validated and skipped. One thread. */
final class AdditionalFieldReader {

    private static final byte[] TRUE = "true".getBytes(US_ASCII);
    private static final byte[] FALSE = "false".getBytes(US_ASCII);
    private static final byte[] NULL = "null".getBytes(US_ASCII);

    private final JsonCursor json;
    private final TextReader texts;

    AdditionalFieldReader(JsonCursor json, TextReader texts) {
        this.json = json;
        this.texts = texts;
    }

    AdditionalField read(String name) {
        json.skipWhitespace();
        byte first = json.peek();
        if (first == '"') {
            return new AdditionalField(name, Form.TEXT, texts.decodedString());
        }
        int start = json.position();
        skipValue(1);
        return switch (first) {
            case '{', '[' -> new AdditionalField(name, Form.OBJECT_OR_ARRAY, null);
            case 't', 'f' -> scalar(name, Form.BOOLEAN, start);
            case 'n' -> scalar(name, Form.NULL, start);
            default -> scalar(name, Form.NUMBER, start);
        };
    }

    private AdditionalField scalar(String name, Form form, int start) {
        return new AdditionalField(name, form, json.text(start, json.position()));
    }

    /** @param depth of the object or array that contains the value; the order has depth 1 */
    private void skipValue(int depth) {
        switch (json.peek()) {
            case '"' -> texts.skipString();
            case '{' -> skipMembers(depth + 1, '{', '}');
            case '[' -> skipMembers(depth + 1, '[', ']');
            case 't' -> skipLiteral(TRUE);
            case 'f' -> skipLiteral(FALSE);
            case 'n' -> skipLiteral(NULL);
            default -> skipNumber();
        }
    }

    private void skipMembers(int depth, char open, char close) {
        if (depth > OrderLimits.NESTING) {
            json.fail();
        }
        json.expectNext(open);
        if (json.accept(close)) {
            return;
        }
        do {
            json.skipWhitespace();
            if (open == '{') {
                texts.skipName();
                json.expect(':');
                json.skipWhitespace();
            }
            skipValue(depth);
        } while (json.accept(','));
        json.expect(close);
    }

    private void skipLiteral(byte[] literal) {
        if (!json.acceptLiteral(literal, 0)) {
            json.fail();
        }
    }

    private void skipNumber() {
        json.acceptNext('-');
        if (!json.acceptNext('0')) {
            skipDigits();
        }
        if (json.acceptNext('.')) {
            skipDigits();
        }
        if (json.acceptNext('e') || json.acceptNext('E')) {
            if (!json.acceptNext('-')) {
                json.acceptNext('+');
            }
            skipDigits();
        }
    }

    private void skipDigits() {
        int start = json.position();
        json.digits(OrderLimits.VALUE_BYTES);
        if (json.position() == start) {
            json.fail();
        }
    }
}
