package io.orderpipeline.common.terminal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/** Collects the lines of a page and fits them to the screen. The last row is for the keys. One thread. */
public final class ScreenLines {

    private final int width;
    private final int height;
    private final List<AttributedString> lines = new ArrayList<>();

    public ScreenLines(int width, int height) {
        this.width = width;
        this.height = height;
    }

    public void add(AttributedString line) {
        lines.add(line);
    }

    public void add(String text) {
        add(new AttributedString(text));
    }

    /** @param text may contain control characters */
    public void addData(String text) {
        add(ScreenText.clean(text));
    }

    public void addAll(List<AttributedString> more) {
        lines.addAll(more);
    }

    public void blank() {
        add(AttributedString.EMPTY);
    }

    /** A blank line and a heading. */
    public void heading(String heading, AttributedStyle style) {
        blank();
        add(new AttributedString(heading, style));
    }

    /** Blank lines until the page has so many lines. */
    public void fill(int count) {
        while (lines.size() < count) {
            blank();
        }
    }

    public int size() {
        return lines.size();
    }

    /** The rows that are left above the keys. */
    public int free() {
        return Math.max(0, height - 1 - lines.size());
    }

    /**
     * Adds a block of lines, or as many as fit and a last line that says how many are missing.
     *
     * @param rows for the block; at least one is used
     * @param hint for the number of missing lines
     */
    public void addUpTo(int rows, List<AttributedString> block, IntFunction<AttributedString> hint) {
        if (block.size() <= rows) {
            addAll(block);
        } else {
            int shown = Math.max(0, rows - 1);
            addAll(block.subList(0, shown));
            add(hint.apply(block.size() - shown));
        }
    }

    public List<AttributedString> all() {
        return List.copyOf(lines);
    }

    /** As many lines as the screen has rows, none wider than the screen. */
    public List<AttributedString> withKeys(AttributedString keys) {
        int body = Math.max(0, height - 1);
        fill(body);
        List<AttributedString> page = new ArrayList<>(lines.subList(0, body));
        page.add(keys);
        return page.stream().map(line -> ScreenText.cut(line, width)).toList();
    }
}
