package io.orderpipeline.common.terminal;

import org.jline.utils.AttributedStyle;

/** A text in a table on the screen, made harmless whatever it comes from. */
public record Cell(String text, AttributedStyle style) {

    public Cell {
        text = ScreenText.clean(text);
    }

    public static Cell of(String text) {
        return new Cell(text, AttributedStyle.DEFAULT);
    }

    /** With its thousands separated. */
    public static Cell of(long number) {
        return of("%,d".formatted(number));
    }
}
