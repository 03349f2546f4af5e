package io.orderpipeline.common.terminal;

import io.orderpipeline.common.cli.TextTable;
import org.jline.utils.WCWidth;

/** Text by the columns it takes on a screen: one for a letter, two for a Chinese character or an emoji. */
public final class ScreenText {

    private static final String CUT = "~";

    private ScreenText() {}

    /**
     * Makes data harmless and measurable. What joins or colours emoji goes, for terminals do not agree on how wide the
     * outcome is, and a flag becomes its two letters; what could steer the terminal becomes a question mark.
     */
    public static String clean(Object data) {
        StringBuilder clean = new StringBuilder();
        String.valueOf(data)
                .codePoints()
                .filter(ScreenText::standsAlone)
                .forEach(character -> clean.appendCodePoint(
                        WCWidth.isRegionalIndicator(character) ? 'A' + character - 0x1F1E6 : character));
        return TextTable.printable(clean);
    }

    private static boolean standsAlone(int character) {
        boolean isJoiner = character == 0x200D;
        boolean isVariation = character >= 0xFE00 && character <= 0xFE0F;
        boolean isSkin = character >= 0x1F3FB && character <= 0x1F3FF;
        return !isJoiner && !isVariation && !isSkin;
    }

    /** Columns that a clean text takes. */
    public static int width(String text) {
        return text.codePoints().map(ScreenText::width).sum();
    }

    private static int width(int character) {
        return Math.max(0, WCWidth.wcwidth(character));
    }

    /** Leaves a text that fits, and marks one that was longer. */
    public static String cut(String text, int width) {
        if (width(text) <= width) {
            return text;
        }
        StringBuilder cut = new StringBuilder();
        int free = width - CUT.length();
        for (int character : text.codePoints().toArray()) {
            free -= width(character);
            if (free < 0) {
                break;
            }
            cut.appendCodePoint(character);
        }
        return width < CUT.length() ? "" : cut + CUT;
    }

    /** Fills up with spaces behind the text. */
    public static String left(String text, int width) {
        return text + space(text, width);
    }

    /** Fills up with spaces before the text. */
    public static String right(String text, int width) {
        return space(text, width) + text;
    }

    private static String space(String text, int width) {
        return " ".repeat(Math.max(0, width - width(text)));
    }
}
