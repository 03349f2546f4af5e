package io.orderpipeline.common.terminal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;

/** A table that hides columns until it fits the screen. One thread. */
public final class ScreenTable {

    private static final String GAP = "  ";

    private final List<Column> columns;
    private final List<List<Cell>> rows = new ArrayList<>();

    public ScreenTable(Column... columns) {
        this.columns = List.of(columns);
    }

    public ScreenTable row(Cell... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException("one cell for each of " + columns.size() + " columns");
        }
        rows.add(List.of(cells));
        return this;
    }

    /** The headings and the rows, none wider than {@code width}. */
    public List<AttributedString> lines(int width, AttributedStyle headingStyle) {
        List<Integer> shown = fitting(width);
        List<AttributedString> lines = new ArrayList<>();
        lines.add(line(
                shown,
                columns.stream()
                        .map(column -> new Cell(column.heading(), headingStyle))
                        .toList(),
                width));
        rows.forEach(row -> lines.add(line(shown, row, width)));
        return lines;
    }

    /** How many columns with a heading are hidden at this width. */
    public int hiddenColumns(int width) {
        List<Integer> shown = fitting(width);
        return (int) IntStream.range(0, columns.size())
                .filter(column -> !shown.contains(column))
                .filter(column -> !columns.get(column).heading().isEmpty())
                .count();
    }

    private List<Integer> fitting(int width) {
        List<Integer> shown =
                new ArrayList<>(IntStream.range(0, columns.size()).boxed().toList());
        while (total(shown) > width) {
            int last = shown.stream()
                    .max(Comparator.comparing(column -> columns.get(column).rank()))
                    .orElseThrow();
            if (columns.get(last).rank() == 0) {
                break;
            }
            shown.remove((Integer) last);
        }
        return shown;
    }

    private int total(List<Integer> shown) {
        return shown.stream().mapToInt(this::width).sum() + GAP.length() * (shown.size() - 1);
    }

    private int width(int column) {
        int widest = Math.max(
                columns.get(column).width(),
                ScreenText.width(columns.get(column).heading()));
        for (List<Cell> row : rows) {
            widest = Math.max(widest, ScreenText.width(row.get(column).text()));
        }
        return widest;
    }

    private AttributedString line(List<Integer> shown, List<Cell> cells, int width) {
        AttributedStringBuilder line = new AttributedStringBuilder();
        int free = width;
        for (int column : shown) {
            String gap = line.length() == 0 ? "" : GAP;
            Cell cell = cells.get(column);
            String text =
                    ScreenText.cut(gap + columns.get(column).aligned(cell.text(), width(column)), Math.max(0, free));
            free -= ScreenText.width(text);
            line.styled(cell.style(), text);
        }
        return line.toAttributedString();
    }

    /** Text without control characters. */
    public record Cell(String text, AttributedStyle style) {

        public Cell {
            text = ScreenText.clean(text);
        }

        public static Cell of(String text) {
            return new Cell(text, AttributedStyle.DEFAULT);
        }

        /** With thousands separators. */
        public static Cell of(long number) {
            return of("%,d".formatted(number));
        }
    }

    /**
     * @param width minimum; wide enough for typical values, so that columns do not move
     * @param rank on narrow screens, columns with the highest rank are hidden first, and rank 0 is never hidden
     */
    public record Column(String heading, boolean isRight, int width, int rank) {

        public static Column left(String heading, int width, int rank) {
            return new Column(heading, false, width, rank);
        }

        public static Column right(String heading, int width, int rank) {
            return new Column(heading, true, width, rank);
        }

        String aligned(String text, int columns) {
            return isRight ? ScreenText.right(text, columns) : ScreenText.left(text, columns);
        }
    }
}
