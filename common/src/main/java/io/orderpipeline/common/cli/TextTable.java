package io.orderpipeline.common.cli;

import java.util.ArrayList;
import java.util.List;

/** A table in plain text, its columns as wide as their longest cell. One thread. */
public final class TextTable {

    private static final String GAP = "  ";

    private final List<String> headings;
    private final String alignments;
    private final List<List<String>> rows = new ArrayList<>();

    /** @param alignments one letter for each column: l or r */
    public TextTable(String alignments, String... headings) {
        if (alignments.length() != headings.length) {
            throw new IllegalArgumentException("one alignment for each of " + headings.length + " columns");
        }
        this.alignments = alignments;
        this.headings = List.of(headings);
    }

    /** Adds a row; whole numbers get their thousands separated. */
    public TextTable row(Object... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException("one cell for each of " + headings.size() + " columns");
        }
        List<String> row = new ArrayList<>();
        for (Object cell : cells) {
            row.add(cell instanceof Number number ? String.format("%,d", number.longValue()) : printable(cell));
        }
        rows.add(row);
        return this;
    }

    /**
     * Data must not steer the terminal: whatever could move the cursor, change colours, reorder the line or look like
     * nothing at all becomes a question mark.
     */
    public static String printable(Object cell) {
        String text = String.valueOf(cell);
        StringBuilder printable = new StringBuilder(text.length());
        text.codePoints().forEach(character -> printable.appendCodePoint(isPrintable(character) ? character : '?'));
        return printable.toString();
    }

    private static boolean isPrintable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }

    /** @param indent before each line */
    public List<String> lines(String indent) {
        List<String> lines = new ArrayList<>();
        lines.add(line(indent, headings));
        rows.forEach(row -> lines.add(line(indent, row)));
        return lines;
    }

    private String line(String indent, List<String> cells) {
        StringBuilder line = new StringBuilder(indent);
        for (int column = 0; column < cells.size(); column++) {
            String cell = cells.get(column);
            String space = " ".repeat(width(column) - cell.length());
            line.append(column == 0 ? "" : GAP);
            line.append(alignments.charAt(column) == 'r' ? space + cell : cell + space);
        }
        return line.toString().stripTrailing();
    }

    private int width(int column) {
        int widest = headings.get(column).length();
        for (List<String> row : rows) {
            widest = Math.max(widest, row.get(column).length());
        }
        return widest;
    }
}
