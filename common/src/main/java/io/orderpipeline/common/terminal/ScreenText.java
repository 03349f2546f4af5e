package io.orderpipeline.common.terminal;

import io.orderpipeline.common.cli.TextTable;
import java.util.ArrayList;
import java.util.List;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.WCWidth;

/** Measures and pads text in screen columns: one for a letter, two for a Chinese character or an emoji. */
public final class ScreenText {

    /** The width that every terminal has. */
    public static final int STANDARD_WIDTH = 80;

    /** For rows that break: the demo shows them with the name of a program before them. */
    public static final int QUOTED_WIDTH = 68;

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

    /** As {@link #cut(String, int)}; the styles stay. */
    static AttributedString cut(AttributedString text, int width) {
        String cut = cut(text.toString(), width);
        return cut.contentEquals(text)
                ? text
                : new AttributedStringBuilder()
                        .append(text.subSequence(0, Math.max(0, cut.length() - CUT.length())))
                        .append(cut.isEmpty() ? "" : CUT)
                        .toAttributedString();
    }

    /** Joins as many items as fit, and says how many more there are: {@code a, b, +3 more}. */
    public static String list(List<String> items, int width) {
        for (int shown = items.size(); shown > 0; shown--) {
            String list = String.join(", ", items.subList(0, shown))
                    + (shown == items.size() ? "" : ", +%,d more".formatted(items.size() - shown));
            if (width(list) <= width) {
                return list;
            }
        }
        return cut(String.join(", ", items), width);
    }

    /**
     * Joins parts with spaces, and breaks lines only between them. A part that is too long has a line of its own.
     *
     * @param indent before every line but the first
     */
    public static List<String> wrap(List<String> parts, int width, String indent) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder();
        for (String part : parts) {
            boolean isFirst = line.length() == 0;
            if (!isFirst && width(line.toString()) + 1 + width(part) > width) {
                lines.add(line.toString());
                line.setLength(0);
                line.append(indent).append(part);
            } else {
                line.append(isFirst ? "" : " ").append(part);
            }
        }
        lines.add(line.toString());
        return lines;
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
