package io.orderpipeline.common.cli;

import java.util.ArrayList;
import java.util.List;

/** A plain-text table. Each column is as wide as its longest cell. One thread. */
public final class TextTable {

    /** The most partitions that a list or a table for people names, so that hundreds of them do not hide the rest. */
    public static final int MOST_ROWS = 24;

    private static final String GAP = "  ";

    private final List<String> headings;
    private final String alignments;
    private final List<List<String>> rows = new ArrayList<>();

    /** @param alignments l or r for each column */
    public TextTable(String alignments, String... headings) {
        if (alignments.length() != headings.length) {
            throw new IllegalArgumentException("one alignment for each of " + headings.length + " columns");
        }
        this.alignments = alignments;
        this.headings = List.of(headings);
    }

    /** Adds a row. Numbers are formatted with thousands separators. */
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
     * Replaces control, format and other invisible characters with question marks: data must not control the terminal.
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
