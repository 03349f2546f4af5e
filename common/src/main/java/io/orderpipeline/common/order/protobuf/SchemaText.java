package io.orderpipeline.common.order.protobuf;

import com.squareup.wire.schema.Location;
import com.squareup.wire.schema.internal.parser.ProtoFileElement;
import com.squareup.wire.schema.internal.parser.ProtoParser;
import io.orderpipeline.common.order.NotAnOrderException;

/**
 * Parses the text of a schema. Checks its size first and removes the comments, because the parser recurses with the
 * nesting of blocks, compares every message with every other one, and copies all comments at each further one.
 */
final class SchemaText {

    private static final int NESTING = 64;
    private static final int BLOCKS = 5_000;
    private static final int STATEMENTS = 20_000;
    private static final int WORD_CHARACTERS = 255;

    /** Of an error of the parser, which may quote the schema. */
    private static final int ERROR_CHARACTERS = 200;

    private final String text;
    private final StringBuilder withoutComments;
    private int position;
    private int nesting;
    private int blocks;
    private int statements;
    private int word;

    private SchemaText(String text) {
        this.text = text;
        this.withoutComments = new StringBuilder(text);
    }

    /** @param name of the file, for the error */
    static ProtoFileElement parse(String name, String text) throws NotAnOrderException {
        SchemaText schema = new SchemaText(text);
        schema.check();
        try {
            return ProtoParser.Companion.parse(Location.get(name), schema.withoutComments.toString());
        } catch (RuntimeException e) {
            // A syntax error is an IllegalStateException; other ends of a text make the parser fail in other ways.
            throw new NotAnOrderException("cannot be parsed: " + shortened(e));
        }
    }

    private static String shortened(RuntimeException e) {
        String message = String.valueOf(e.getMessage()).replaceAll("\\p{Cntrl}", " ");
        return message.length() <= ERROR_CHARACTERS ? message : message.substring(0, ERROR_CHARACTERS) + "...";
    }

    private void check() throws NotAnOrderException {
        while (position < text.length()) {
            count(text.charAt(position++));
            require(nesting <= NESTING, "nests blocks in more than " + NESTING + " levels");
            require(blocks <= BLOCKS, "has more than " + BLOCKS + " blocks");
            require(statements <= STATEMENTS, "has more than " + STATEMENTS + " statements");
            require(word <= WORD_CHARACTERS, "has a name of more than " + WORD_CHARACTERS + " characters");
        }
    }

    private static void require(boolean isMet, String error) throws NotAnOrderException {
        if (!isMet) {
            throw new NotAnOrderException(error);
        }
    }

    private void count(char character) {
        boolean isPartOfWord = Character.isLetterOrDigit(character) || "_-.".indexOf(character) >= 0;
        word = isPartOfWord ? word + 1 : 0;
        switch (character) {
            case '{' -> {
                nesting++;
                blocks++;
            }
            case '[', '<' -> nesting++;
            case '}', ']', '>' -> nesting--;
            case ';' -> statements++;
            case '"', '\'' -> skipString(character);
            case '/' -> skipComment();
            default -> {
                // Counts for nothing but the word.
            }
        }
    }

    private void skipString(char quote) {
        while (position < text.length() && text.charAt(position) != quote) {
            position += text.charAt(position) == '\\' ? 2 : 1;
        }
        position++;
    }

    private void skipComment() {
        if (text.startsWith("*", position)) {
            removeThrough("*/", position + 1);
        } else if (text.startsWith("/", position)) {
            removeThrough("\n", position);
        }
    }

    /** Blanks what follows the last position, except for the ends of lines, which the parser counts for its errors. */
    private void removeThrough(String end, int from) {
        int at = text.indexOf(end, from);
        int until = at < 0 ? text.length() : at + end.length();
        for (int i = position - 1; i < until; i++) {
            if (text.charAt(i) != '\n') {
                withoutComments.setCharAt(i, ' ');
            }
        }
        position = until;
    }
}
