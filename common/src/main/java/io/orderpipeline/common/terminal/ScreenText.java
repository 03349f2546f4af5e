package io.orderpipeline.common.terminal;

import io.orderpipeline.common.cli.TextTable;
import org.jline.utils.WCWidth;

/** Measures and pads text in screen columns: one for a letter, two for a Chinese character or an emoji. */
public final class ScreenText {

    private static final String CUT = "~";

    private ScreenText() {}

    /**
     * Makes text safe and measurable. Removes emoji joiners and modifiers, whose width depends on the terminal;
     * converts flags to letters; replaces control characters with question marks.
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

    public static int width(String text) {
        return text.codePoints().map(ScreenText::width).sum();
    }

    private static int width(int character) {
        return Math.max(0, WCWidth.wcwidth(character));
    }

    /** Truncates text that does not fit, and marks it. */
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

    /** Pads on the right. */
    public static String left(String text, int width) {
        return text + space(text, width);
    }

    /** Pads on the left. */
    public static String right(String text, int width) {
        return space(text, width) + text;
    }

    private static String space(String text, int width) {
        return " ".repeat(Math.max(0, width - width(text)));
    }
}
