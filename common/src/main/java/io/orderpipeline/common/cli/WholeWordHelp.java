package io.orderpipeline.common.cli;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** Help with line breaks at spaces only: picocli also breaks names and values, after hyphens and colons. */
final class WholeWordHelp extends Help {

    private static final int DESCRIPTION = 4;
    private static final String INDENT = "  ";
    private static final String DEFAULT = "(default:";

    WholeWordHelp(CommandSpec command, ColorScheme colors) {
        super(command, colors);
    }

    @Override
    public Layout createDefaultLayout() {
        return wholeWords(super.createDefaultLayout());
    }

    @Override
    public Layout createDefaultLayout(
            List<OptionSpec> options, List<PositionalParamSpec> positionals, ColorScheme colors) {
        return wholeWords(super.createDefaultLayout(options, positionals, colors));
    }

    @Override
    public String description(Object... parameters) {
        return paragraphs(commandSpec().usageMessage().description());
    }

    @Override
    public String footer(Object... parameters) {
        return paragraphs(commandSpec().usageMessage().footer());
    }

    private String paragraphs(String[] texts) {
        StringBuilder paragraphs = new StringBuilder();
        for (String text : texts) {
            lines(colorScheme().text(text), commandSpec().usageMessage().width(), "")
                    .forEach(line -> paragraphs.append(line).append(System.lineSeparator()));
        }
        return paragraphs.toString();
    }

    private Layout wholeWords(Layout layout) {
        Column column = layout.textTable().columns()[DESCRIPTION];
        int width = column.width - column.indent;
        return new Layout(
                layout.colorScheme(), layout.textTable(), layout.optionRenderer(), layout.parameterRenderer()) {
            @Override
            public void layout(ArgSpec argument, Text[][] rows) {
                List<Text[]> wrapped = new ArrayList<>();
                for (Text[] row : rows) {
                    addLines(row, width, wrapped);
                }
                super.layout(argument, wrapped.toArray(Text[][]::new));
            }
        };
    }

    private void addLines(Text[] row, int width, List<Text[]> rows) {
        List<Text> lines = lines(row[DESCRIPTION], width, INDENT);
        for (int line = 0; line < lines.size(); line++) {
            Text empty = colorScheme().text("");
            Text[] cells = line == 0 ? row.clone() : new Text[] {empty, empty, empty, empty, empty};
            cells[DESCRIPTION] = lines.get(line);
            rows.add(cells);
        }
    }

    /** @param indent of all lines but the first */
    private List<Text> lines(Text text, int width, String indent) {
        List<Text> lines = new ArrayList<>();
        Text rest = text;
        int space = lastBreak(rest.plainString(), width);
        while (rest.plainString().length() > width && space > indent.length()) {
            lines.add(rest.substring(0, space));
            rest = colorScheme().text(indent).concat(rest.substring(space + 1));
            space = lastBreak(rest.plainString(), width);
        }
        lines.add(rest);
        return lines;
    }

    /** The last space up to the width; a default stays in one line. */
    private static int lastBreak(String text, int width) {
        int space = text.lastIndexOf(' ', width);
        int defaultValue = text.lastIndexOf(DEFAULT, space);
        return defaultValue > INDENT.length() && text.indexOf(')', defaultValue) > space ? defaultValue - 1 : space;
    }
}
