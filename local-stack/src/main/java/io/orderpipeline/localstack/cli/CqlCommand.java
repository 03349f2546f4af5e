package io.orderpipeline.localstack.cli;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.DriverException;
import com.datastax.oss.driver.api.core.cql.ResultSet;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.orderpipeline.localstack.CassandraAdmin;
import io.orderpipeline.localstack.Security;
import io.orderpipeline.localstack.StackException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Queries rows without cqlsh, which is not in Cassandra's Maven jars. */
@Command(
        name = "cql",
        description = "Runs one CQL statement and prints the first rows of the result.",
        sortOptions = false)
final class CqlCommand implements Callable<Integer> {

    private static final int ROWS = 100;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "STATEMENT", description = "such as \"SELECT * FROM order_pipeline.orders LIMIT 10\"")
    private String statement;

    @Mixin
    private DataOption data;

    @Override
    public Integer call() {
        if (data.docker()) {
            return DockerCompose.require().cql(statement);
        }
        Path directory = data.path();
        StackState running = StackState.ofRunning(directory)
                .orElseThrow(
                        () -> new StackException("no stack runs in " + directory + ": start it with scripts/stack up"));
        try (CqlSession session = new CassandraAdmin(running.nodes().get(0), Security.of(directory)).session()) {
            RowTable.of(session.execute(SimpleStatement.newInstance(statement).setTimeout(LIMIT)), ROWS)
                    .lines()
                    .forEach(spec.commandLine().getOut()::println);
            return 0;
        } catch (DriverException e) {
            throw new StackException("the statement failed: " + e.getMessage(), e);
        }
    }

    /**
     * The first rows of a result as a text table.
     *
     * @param rows the column names first
     * @param more whether further rows are left out
     */
    record RowTable(List<List<String>> rows, boolean more) {

        static RowTable of(ResultSet result, int limit) {
            List<String> names = new ArrayList<>();
            result.getColumnDefinitions()
                    .forEach(column -> names.add(column.getName().asInternal()));
            List<List<String>> rows = new ArrayList<>(List.of(names));
            for (Row row : result) {
                if (rows.size() > limit) {
                    return new RowTable(rows, true);
                }
                rows.add(IntStream.range(0, row.size())
                        .mapToObj(column -> String.valueOf(row.getObject(column)))
                        .toList());
            }
            return new RowTable(rows, false);
        }

        /** Empty for a statement without a result. */
        List<String> lines() {
            if (rows.get(0).isEmpty()) {
                return List.of();
            }
            List<Integer> widths =
                    IntStream.range(0, rows.get(0).size()).mapToObj(this::width).toList();
            int count = rows.size() - 1;
            String end = more ? "and more: select rows with WHERE or LIMIT" : count + (count == 1 ? " row" : " rows");
            return Stream.concat(rows.stream().map(row -> line(row, widths)), Stream.of(end))
                    .toList();
        }

        private int width(int column) {
            return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
        }

        private static String line(List<String> row, List<Integer> widths) {
            StringBuilder line = new StringBuilder();
            for (int column = 0; column < row.size(); column++) {
                String text = row.get(column);
                line.append(text).append(" ".repeat(widths.get(column) - text.length() + 2));
            }
            return line.toString().stripTrailing();
        }
    }
}
