package io.orderpipeline.common.terminal;

import java.util.Map;
import org.jline.utils.AttributedStyle;

/**
 * Text styles of the live view. Colour never carries information that the text does not.
 *
 * @param coloured false for bold and plain text only
 */
public record TextStyle(boolean coloured) {

    /** Follows https://no-color.org: no colour when NO_COLOR is not empty. */
    public static TextStyle of(Map<String, String> environment) {
        return new TextStyle(environment.getOrDefault("NO_COLOR", "").isEmpty());
    }

    public AttributedStyle plain() {
        return AttributedStyle.DEFAULT;
    }

    public AttributedStyle strong() {
        return AttributedStyle.BOLD;
    }

    public AttributedStyle faint() {
        return coloured ? AttributedStyle.DEFAULT.faint() : AttributedStyle.DEFAULT;
    }

    public AttributedStyle good() {
        return colour(AttributedStyle.GREEN);
    }

    public AttributedStyle warning() {
        return colour(AttributedStyle.YELLOW);
    }

    public AttributedStyle bad() {
        return colour(AttributedStyle.RED);
    }

    private AttributedStyle colour(int colour) {
        return coloured ? AttributedStyle.BOLD.foreground(colour) : AttributedStyle.BOLD;
    }
}
